package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.Repetition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What people must be shown of rejected records: each once, with what became of it since. One that
 * repeats a rejected one counts there.
 */
final class Letters {
  private static final Comparator<Fate> LEADS_ON =
      Comparator.comparing(Fate::analysed)
          .thenComparing(fate -> fate.frame().record().timestampMillis())
          .thenComparing(fate -> fate.frame().record().offset());

  private final List<Fate> fates;
  private final Map<String, Fate> byPlace = new HashMap<>();
  private final Map<String, List<Fate>> repetitions = new HashMap<>();
  private final Map<String, Sending> lastSending = new HashMap<>();

  private Letters(List<Fate> fates, List<Sending> sendings) {
    this.fates = fates;
    for (Fate fate : fates) {
      byPlace.put(fate.frame().key(), fate);
      Repetition repeats = fate.frame().record().repeats();
      if (repeats != null) {
        repetitions.computeIfAbsent(repeats.original(), at -> new ArrayList<>()).add(fate);
      }
    }
    for (Sending sending : sendings) {
      lastSending.merge(
          sending.original(), sending, (a, b) -> Sending.BY_TIME.compare(a, b) > 0 ? a : b);
    }
  }

  /**
   * @param fates of all records that were read
   * @param sendings what was noted before records were sent again
   */
  static List<Row> rows(List<Fate> fates, List<Sending> sendings) {
    Letters letters = new Letters(fates, sendings);
    return letters.fates.stream()
        .filter(fate -> fate.rejected() && !letters.countsElsewhere(fate))
        .map(letters::row)
        .toList();
  }

  private boolean countsElsewhere(Fate fate) {
    Repetition repeats = fate.frame().record().repeats();
    Fate original = repeats == null ? null : byPlace.get(repeats.original());
    return original != null
        && original.rejected()
        && (original.frame().frameId() == null
            || original.frame().frameId().equals(fate.frame().frameId()));
  }

  private Row row(Fate fate) {
    String at = fate.frame().key();
    List<Fate> repeated = repetitions.getOrDefault(at, List.of());
    Fate successor = repeated.stream().max(LEADS_ON).orElse(null);
    Sending sending = lastSending.get(at);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("reason", fate.reason());
    row.put("state", state(fate, successor, sending, repeated));
    row.put("attempts", 1 + repeated.stream().filter(Fate::rejected).count());
    row.put("requeued_at", sending == null ? null : Row.ANYTHING);
    row.put("successor_offset", successor == null ? null : successor.frame().record().offset());
    row.put("successor_outcome", successor == null ? null : successor.outcome());
    row.put("successor_reason", successor == null ? null : successor.reason());
    row.put("discarded_at", null);
    return new Row("dead_letter", at, row, fate.undecided());
  }

  private String state(Fate fate, Fate successor, Sending sending, List<Fate> repeated) {
    boolean analysedElsewhere =
        fate.frame().frameId() != null
            && fates.stream()
                .anyMatch(
                    other ->
                        other.analysed() && fate.frame().frameId().equals(other.frame().frameId()));
    if (analysedElsewhere || successor != null && successor.analysed()) {
      return "recovered";
    }
    boolean accounted =
        sending == null
            || repeated.stream()
                .anyMatch(
                    attempt ->
                        Objects.equals(attempt.frame().record().repeats().id(), sending.id()));
    if (!accounted) {
      return "requeued";
    }
    return successor != null && successor.outcome().equals("late") ? "late" : "open";
  }
}
