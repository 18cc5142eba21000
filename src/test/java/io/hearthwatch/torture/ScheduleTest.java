package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.torture.fault.FaultKind;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void aSeedHasOneSchedule() {
    assertThat(Schedule.of(7, 40, kind -> true)).isEqualTo(Schedule.of(7, 40, kind -> true));
    assertThat(Schedule.of(7, 40, kind -> true)).isNotEqualTo(Schedule.of(8, 40, kind -> true));
  }

  @Test
  void everyKindComesBeforeAnyComesAgain() {
    for (long seed = 0; seed < 50; seed++) {
      Schedule schedule = Schedule.of(seed, FaultKind.values().length, kind -> true);

      assertThat(schedule.faults()).isEqualTo(FaultKind.values().length);
      assertThat(schedule.strikes().stream().flatMap(strike -> strike.kinds().stream()))
          .as("seed %d", seed)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void twoAtOnceWorkOnDifferentParts() {
    for (long seed = 0; seed < 50; seed++) {
      for (Strike strike : Schedule.of(seed, 60, kind -> true).strikes()) {
        assertThat(strike.kinds().size() == 1 || goTogether(strike.kinds()))
            .as("seed %d: %s", seed, strike)
            .isTrue();
      }
    }
    assertThat(FaultKind.DATABASE_KILLED.goesWith(FaultKind.CONNECTIONS_CUT)).isFalse();
    assertThat(FaultKind.JOB_MANAGER_FROZEN.goesWith(FaultKind.ZOOKEEPER_KILLED)).isFalse();
    assertThat(FaultKind.JOB_MANAGER_KILLED.goesWith(FaultKind.DATABASE_KILLED)).isTrue();
    assertThat(FaultKind.RESCALED.goesWith(FaultKind.BROKER_KILLED)).isFalse();
  }

  private static boolean goTogether(List<FaultKind> kinds) {
    return kinds.size() == 2 && kinds.get(0).goesWith(kinds.get(1));
  }

  @Test
  void whatCannotBeDoneHereIsLeftOut() {
    EnumSet<FaultKind> possible = EnumSet.of(FaultKind.BROKER_KILLED, FaultKind.RESCALED);

    assertThat(Schedule.of(1, 9, possible::contains).strikes())
        .allSatisfy(strike -> assertThat(possible).containsAll(strike.kinds()));
  }

  @Test
  void whatIsPrintedCanBeReadAgain() {
    Schedule schedule = Schedule.of(3, 60, kind -> true);

    assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
  }

  @Test
  void whatIsLeftOutLeavesTheHistoryAsItWas() {
    assertThat(Schedule.parse("9/0:broker-killed,5:rescaled").shares()).isEqualTo(9);
    assertThat(Schedule.parse("0:broker-killed,5:rescaled").shares()).isEqualTo(7);
    assertThatThrownBy(() -> Schedule.parse("5/0:broker-killed,5:rescaled"))
        .hasMessageContaining("rising numbers below 5");
  }

  @Test
  void aStrikeThatIsNoneIsRefusedWithWhatMayStandThere() {
    assertThatThrownBy(() -> Schedule.parse("0:broker-kiled"))
        .hasMessageContaining("'broker-kiled' is no fault")
        .hasMessageContaining("broker-killed, database-killed");
    assertThatThrownBy(() -> Schedule.parse("broker-killed"))
        .hasMessageContaining("'broker-killed' is no strike");
  }
}
