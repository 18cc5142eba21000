package io.hearthwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.RecordCoordinates;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetRangeTest {
  @Test
  void coversAllOffsetsOfItsPartition() {
    assertThat(range(at("frames", 1, 7), at("frames", 1, 3), at("frames", 1, 5)))
        .isEqualTo(new OffsetRange("frames", 1, 3, 7));
  }

  @Test
  void secondPartitionNeverMixesIn() {
    OffsetRange expected = new OffsetRange("frames", 1, 4, 9);
    assertThat(range(at("frames", 2, 100), at("frames", 1, 9), at("frames", 1, 4)))
        .isEqualTo(expected);
    assertThat(range(at("frames", 1, 9), at("zoo", 0, 1), at("frames", 1, 4))).isEqualTo(expected);
  }

  private static OffsetRange range(RecordCoordinates first, RecordCoordinates... more) {
    OffsetRange range = OffsetRange.of(first);
    for (RecordCoordinates record : List.of(more)) {
      range = range.plus(record);
    }
    return range;
  }

  private static RecordCoordinates at(String topic, int partition, long offset) {
    return new RecordCoordinates(topic, partition, offset);
  }
}
