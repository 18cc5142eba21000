package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.torture.fault.FaultKind;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class StrikeOrderTest {

  /** Whose effect is looked for in what the job does cannot strike when there is none. */
  @Test
  void noFaultStrikesAfterOneThatHidesItsEffect() {
    for (FaultKind shown :
        EnumSet.of(
            FaultKind.CONNECTIONS_CUT,
            FaultKind.DATABASE_SLOW,
            FaultKind.DATABASE_READ_ONLY,
            FaultKind.CHECKPOINTS_FULL)) {
      assertThat(shown.strikesAs())
          .as(shown.code())
          .isLessThan(FaultKind.BROKER_KILLED.strikesAs())
          .isLessThan(FaultKind.CLUSTER_KILLED.strikesAs());
    }
    assertThat(FaultKind.BROKER_KILLED.strikesAs())
        .isLessThan(FaultKind.JOB_MANAGER_KILLED.strikesAs());
  }
}
