package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Reason;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BareLoopTest {
  private static final List<byte[]> PICTURES = List.of(new byte[] {0}, new byte[] {1});

  private static final AtomicInteger ANALYSED = new AtomicInteger();
  private static final AtomicInteger OPEN = new AtomicInteger();

  /** Counts; refuses pictures that begin with 1 when told so. */
  private record CountingAnalyzer(boolean strict) implements FrameAnalyzer {
    static FrameAnalyzer open(boolean strict) {
      OPEN.incrementAndGet();
      return new CountingAnalyzer(strict);
    }

    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      if (strict && picture[0] == 1) {
        throw new FrameRejectedException(Reason.UNDECODABLE, "a one");
      }
      ANALYSED.incrementAndGet();
      return new Analysis(1, 1, List.of(), 7);
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }

  @Test
  void analysesEachFrameOnce() throws Exception {
    ANALYSED.set(0);
    BareLoop.Result result = BareLoop.run(() -> CountingAnalyzer.open(false), PICTURES, 3, 1000);
    assertThat(ANALYSED).hasValue(1000 + 3);
    assertThat(OPEN).hasValue(0);
    assertThat(result.frames()).isEqualTo(1000);
    assertThat(result.nanos()).isPositive();
    assertThat(result.inferenceNanos()).isEqualTo(7 * 1000);
    BareLoop.Result told = new BareLoop.Result(50, 4, 2_000_000_000L, 6_000_000_000L);
    assertThat(told.framesPerSecond()).isEqualTo(25);
    assertThat(told.inferenceShare()).isEqualTo(0.75);
  }

  @Test
  void failsWithWhatAnAnalyzerThrew() {
    assertThatThrownBy(() -> BareLoop.run(() -> CountingAnalyzer.open(true), PICTURES, 2, 1000))
        .isInstanceOf(FrameRejectedException.class)
        .hasMessage("a one");
    assertThat(OPEN).hasValue(0);
  }

  @Test
  void refusesToMeasureNothing() {
    assertThatThrownBy(() -> BareLoop.run(() -> CountingAnalyzer.open(false), List.of(), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BareLoop.run(() -> CountingAnalyzer.open(false), PICTURES, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
