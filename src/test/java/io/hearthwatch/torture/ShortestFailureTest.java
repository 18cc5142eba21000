package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortestFailureTest {
  private final List<Schedule> tried = new ArrayList<>();

  private TortureReport report(Schedule schedule, boolean held) {
    return new TortureReport(
        1,
        schedule.toString(),
        List.of(),
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        List.of(),
        held ? null : "broken",
        List.of(),
        List.of());
  }

  private String shortest(int... culprits) throws Exception {
    Schedule whole = Schedule.of(5, 16, kind -> true);
    ShortestFailure search =
        new ShortestFailure(
            schedule -> {
              tried.add(schedule);
              List<Integer> numbers = schedule.strikes().stream().map(Strike::number).toList();
              boolean fails = true;
              for (int culprit : culprits) {
                fails &= numbers.contains(culprit);
              }
              return report(schedule, !fails);
            },
            line -> {});
    return search.of(whole, report(whole, false)).schedule();
  }

  @Test
  void oneStrikeIsFound() throws Exception {
    assertThat(shortest(7)).matches("[0-9]+/7:[a-z+-]+");
    assertThat(tried).hasSizeLessThan(12);
  }

  @Test
  void twoThatFailOnlyTogetherAreFound() throws Exception {
    assertThat(shortest(1, 9)).matches("[0-9]+/1:[a-z+-]+,9:[a-z+-]+");
  }

  @Test
  void whatFailsOnlyAsAWholeStaysWhole() throws Exception {
    int[] all =
        Schedule.of(5, 16, kind -> true).strikes().stream().mapToInt(Strike::number).toArray();

    assertThat(shortest(all)).isEqualTo(Schedule.of(5, 16, kind -> true).toString());
  }
}
