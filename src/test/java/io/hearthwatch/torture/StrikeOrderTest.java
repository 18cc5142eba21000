package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.torture.fault.FaultKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrikeOrderTest {

  /** A fault whose effect is looked for in what the job does cannot strike when there is none. */
  @Test
  void noFaultStrikesAfterOneThatHidesItsEffect() {
    Map.of(
            "cluster-killed+database-slow", FaultKind.DATABASE_SLOW,
            "broker-killed+database-read-only", FaultKind.DATABASE_READ_ONLY,
            "database-read-only+job-manager-killed", FaultKind.DATABASE_READ_ONLY,
            "job-manager-killed+broker-killed", FaultKind.BROKER_KILLED)
        .forEach(
            (pair, first) ->
                assertThat(Strike.parse("3:" + pair).inOrder()).as(pair).startsWith(first));
  }

  @Test
  void itIsWrittenAsItWasGiven() {
    Strike strike = Strike.parse("3:cluster-killed+database-slow");

    assertThat(strike).hasToString("3:cluster-killed+database-slow");
    assertThat(strike.kinds())
        .isEqualTo(List.of(FaultKind.CLUSTER_KILLED, FaultKind.DATABASE_SLOW));
  }
}
