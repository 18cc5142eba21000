package io.hearthwatch.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.testing.MemoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceBufferTest {
  private final MemoryStore<Long> waiting = new MemoryStore<>();
  private final SequenceBuffer<Long> buffer = new SequenceBuffer<>(waiting);
  private final List<Long> released = new ArrayList<>();
  private SequenceProgress progress = SequenceProgress.START;

  @Test
  void releasesAsSoonAsNothingIsMissing() throws Exception {
    add(2);
    add(1);
    assertThat(released).isEmpty();
    assertThat(progress).isEqualTo(new SequenceProgress(0, 2));
    add(0);
    assertThat(released).containsExactly(0L, 1L, 2L);
    assertThat(progress).isEqualTo(new SequenceProgress(3, 0));
    add(5);
    add(3);
    assertThat(released).containsExactly(0L, 1L, 2L, 3L);
    assertThat(waiting.numbers()).containsExactly(5L);
  }

  @Test
  void everyPermutationComesOutInOrder() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      int count = 1 + random.nextInt(40);
      List<Long> numbers = new ArrayList<>(LongStream.range(0, count).boxed().toList());
      Collections.shuffle(numbers, random);
      progress = SequenceProgress.START;
      released.clear();
      for (long number : numbers) {
        add(number);
        assertThat(progress.waiting()).isEqualTo(waiting.numbers().size());
      }
      assertThat(released).isEqualTo(LongStream.range(0, count).boxed().toList());
      assertThat(progress).isEqualTo(new SequenceProgress(count, 0));
      assertThat(waiting.numbers()).isEmpty();
    }
  }

  @Test
  void numberThatLeftBeforeIsRefused() throws Exception {
    add(0);
    assertThatThrownBy(() -> add(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("camera yard: frame number 0 came twice (the next is 1)");
  }

  @Test
  void numberThatWaitsAlreadyIsRefused() throws Exception {
    add(4);
    assertThatThrownBy(() -> add(4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("camera yard: frame number 4 came twice (it waits for 0)");
  }

  private void add(long number) throws Exception {
    progress = buffer.add("yard", progress, number, number, released::add);
  }
}
