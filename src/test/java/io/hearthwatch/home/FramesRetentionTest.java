package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramesRetentionTest {
  @Test
  void whatIsOldGoesUpToTheFirstYoungRecord() {
    assertThat(FramesRetention.limit(40, 100, 90)).isEqualTo(40);
    assertThat(FramesRetention.limit(-1, 100, 100)).as("all are old").isEqualTo(100);
  }

  @Test
  void whatAKeptCheckpointWouldReadAgainStaysHoweverOldItIs() {
    assertThat(FramesRetention.limit(40, 100, 30)).isEqualTo(30);
    assertThat(FramesRetention.limit(-1, 100, 0)).as("no checkpoint yet").isZero();
  }
}
