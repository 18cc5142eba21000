package io.hearthwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutcomeTotalsTest {

  @Test
  void everyOutcomeAndEveryReasonIsCountedSomewhere() {
    assertThat(Fate.ALL).doesNotHaveDuplicates();
    assertThat(Fate.ALL.stream().map(Fate::outcome)).containsAll(EnumSet.allOf(Outcome.class));
    assertThat(Fate.ALL.stream().map(Fate::reason)).containsAll(EnumSet.allOf(Reason.class));
  }

  /** As a checkpoint does it: each subtask's entries, dealt out to any number of others. */
  @Test
  void sumsSurviveAnyRedistribution() {
    Random random = new Random(3);
    Map<Fate, Long> expected = new HashMap<>();
    List<OutcomeTotals> subtasks =
        Stream.generate(() -> new OutcomeTotals("main")).limit(3).toList();
    for (int step = 0; step < 20; step++) {
      for (int i = 0; i < 100; i++) {
        Fate fate = Fate.ALL.get(random.nextInt(Fate.ALL.size()));
        subtasks
            .get(random.nextInt(subtasks.size()))
            .count(new Verdict(fate.outcome(), fate.reason(), "row " + i));
        expected.merge(fate, 1L, Long::sum);
      }
      subtasks = dealtOut(subtasks, 1 + random.nextInt(5), random);
      assertThat(sums(subtasks)).isEqualTo(expected);
    }
  }

  @Test
  void anotherResultVersionBeginsAtNothingAndGoingBackDoesNot() {
    Fate analysed = Fate.ALL.get(0);
    Verdict verdict = new Verdict(analysed.outcome(), analysed.reason(), "a row");
    OutcomeTotals first = new OutcomeTotals("main");
    first.count(verdict);
    first.count(verdict);

    OutcomeTotals second = new OutcomeTotals("night");
    first.snapshot().forEach(second::add);
    assertThat(second.rows(analysed)).isZero();
    second.count(verdict);

    OutcomeTotals back = new OutcomeTotals("main");
    second.snapshot().forEach(back::add);
    assertThat(back.rows(analysed)).isEqualTo(2);
    back.add(new OutcomeTotal(analysed.outcome().name(), null, 3, null));
    assertThat(back.rows(analysed)).as("state of before versions were kept").isEqualTo(5);
  }

  private static List<OutcomeTotals> dealtOut(
      List<OutcomeTotals> subtasks, int others, Random random) {
    List<OutcomeTotal> entries =
        new ArrayList<>(subtasks.stream().flatMap(totals -> totals.snapshot().stream()).toList());
    Collections.shuffle(entries, random);
    List<OutcomeTotals> restored =
        Stream.generate(() -> new OutcomeTotals("main")).limit(others).toList();
    entries.forEach(entry -> restored.get(random.nextInt(others)).add(entry));
    return restored;
  }

  private static Map<Fate, Long> sums(List<OutcomeTotals> subtasks) {
    return Fate.ALL.stream()
        .collect(
            Collectors.toMap(
                fate -> fate, fate -> subtasks.stream().mapToLong(t -> t.rows(fate)).sum()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void labelsAreTheWordsOfTheTable() {
    Set<List<String>> labels =
        Fate.ALL.stream().map(fate -> List.of(fate.labels())).collect(Collectors.toSet());

    assertThat(labels)
        .hasSameSizeAs(Fate.ALL)
        .contains(List.of("analysed", "none"), List.of("rejected", "missing_file"));
  }
}
