package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThroughputTest {
  private final Throughput throughput = new Throughput();

  @Test
  void neitherTheStartNorTheWaitAtTheEndCounts() {
    look(0, 100);
    look(20, 110);
    look(60, 111);
    look(120, 112);
    look(120, 150);

    assertThat(throughput.perSecond()).isEqualTo(50);
  }

  @Test
  void aRateNeedsTwoLooks() {
    assertThat(throughput.perSecond()).isZero();
    look(0, 1);
    look(500, 2);
    look(500, 3);

    assertThat(throughput.perSecond()).isZero();
  }

  private void look(long frames, long second) {
    throughput.note(frames, TimeUnit.SECONDS.toNanos(second));
  }
}
