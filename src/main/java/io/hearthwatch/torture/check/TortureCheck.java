package io.hearthwatch.torture.check;

import io.hearthwatch.torture.check.Difference.Kind;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.RecordedTopic;
import io.hearthwatch.torture.model.Fate;
import io.hearthwatch.torture.model.Gap;
import io.hearthwatch.torture.model.MustBe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a job left behind with what must be. */
public final class TortureCheck {
  private final World world;
  private final RecordedTopic recorded;
  private final List<Gap> taken;
  private final MustBe mustBe;
  private final List<Difference> differences = new ArrayList<>();

  private TortureCheck(History history, RecordedTopic recorded, List<Gap> gaps, World world) {
    this.world = world;
    this.taken = taken(gaps, world);
    this.recorded = recorded;
    this.mustBe = MustBe.of(history, recorded, taken, new LedgerChoice(world), world.sendings());
  }

  /**
   * Compares everything.
   *
   * @param history what was played
   * @param recorded what the topic of frames had
   * @param gaps ranges of offsets that the broker removed before the job read them, and that the
   *     operator accepted: the job may account for any part of each as a gap
   * @param world what the job left behind
   * @return all differences, those nearest to their cause first, always in the same order; the
   *     first with its history. Empty when all is as it must be
   */
  public static List<Difference> compare(
      History history, RecordedTopic recorded, List<Gap> gaps, World world) {
    List<String> played = recorded.differencesFrom(history);
    if (!played.isEmpty()) {
      return played.stream()
          .map(
              found ->
                  new Difference(Kind.NOT_AS_PLAYED, recorded.name(), "", "", "", found, List.of()))
          .toList();
    }
    TortureCheck check = new TortureCheck(history, recorded, gaps, world);
    check.compare();
    return Causes.withHistory(check.differences, history, check.mustBe, world);
  }

  /** The gaps of the ledger that lie in those which are allowed. */
  private static List<Gap> taken(List<Gap> allowed, World world) {
    List<Gap> taken = new ArrayList<>();
    for (Map<String, Object> row : world.rows().get("frame")) {
      if (Objects.equals(row.get("outcome"), "gap")
          && Objects.equals(row.get("reason"), "offsets_expired")) {
        long from = ((BigDecimal) row.get("kafka_offset")).longValueExact();
        long to = from + ((BigDecimal) row.get("offset_count")).longValueExact();
        int partition = ((BigDecimal) row.get("kafka_partition")).intValueExact();
        if (allowed.stream()
            .anyMatch(g -> g.partition() == partition && g.from() <= from && to <= g.to())) {
          taken.add(new Gap(partition, from, to));
        }
      }
    }
    return taken;
  }

  private void compare() {
    for (String table : World.TABLES) {
      differences.addAll(
          Tables.differences(table, mustBe.rows().get(table), world.rows().get(table)));
    }
    Set<String> undecided =
        mustBe.fates().stream()
            .filter(Fate::undecided)
            .map(fate -> fate.frame().key())
            .collect(Collectors.toCollection(HashSet::new));
    differences.addAll(WritesCheck.differences(world.writes(), this::unread, undecided::contains));
    differences.addAll(
        EventsCheck.differences(
            world.events(),
            world.rows().get("event"),
            world.rows().get("batch"),
            mustBe.unsureEvents()));
    differences.addAll(
        DeadLettersCheck.differences(
            world.deadLetters(),
            world.rows().get("frame"),
            key -> undecided.contains(key) || unread(key)));
    differences.addAll(
        Tables.differences(
            World.LETTERS, mustBe.rows().get(World.LETTERS), world.rows().get(World.LETTERS)));
    differences.addAll(SendingsCheck.differences(world.sendings(), recorded, mustBe.fates()));
  }

  /** Whether a ledger row's key lies in a gap. */
  private boolean unread(String key) {
    String[] parts = key.split("@");
    return taken.stream()
        .anyMatch(g -> g.holds(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
  }
}
