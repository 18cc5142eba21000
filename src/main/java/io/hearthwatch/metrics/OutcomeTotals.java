package io.hearthwatch.metrics;

import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rows of each fate were given to the ledger under one result version. One thread counts,
 * any may read.
 *
 * <p>Totals of several subtasks are added up, so they may be handed out anew in any way: to more
 * subtasks, to fewer, or several parts of one fate to one. State from before it belonged to one
 * result version may hold totals of several: those of others are kept as they are.
 */
public final class OutcomeTotals {
  private final Map<Fate, AtomicLong> rows = new ConcurrentHashMap<>();
  private final String resultVersion;
  private final List<OutcomeTotal> ofOthers = new ArrayList<>();

  /**
   * Nothing counted yet.
   *
   * @param resultVersion under which rows are written now
   */
  public OutcomeTotals(String resultVersion) {
    this.resultVersion = resultVersion;
    Fate.ALL.forEach(fate -> rows.put(fate, new AtomicLong()));
  }

  /** Counts one row. */
  public void count(Verdict verdict) {
    total(Fate.of(verdict)).incrementAndGet();
  }

  /** Adds what an earlier subtask had counted; if it names no version, under this one. */
  public void add(OutcomeTotal earlier) {
    if (earlier.resultVersion() != null && !earlier.resultVersion().equals(resultVersion)) {
      ofOthers.add(earlier);
      return;
    }
    Reason reason = earlier.reason() == null ? null : Reason.valueOf(earlier.reason());
    total(new Fate(Outcome.valueOf(earlier.outcome()), reason)).addAndGet(earlier.rows());
  }

  /** How many rows of that fate were counted. */
  public long rows(Fate fate) {
    return total(fate).get();
  }

  /** What a checkpoint keeps: the fates that occurred. */
  public List<OutcomeTotal> snapshot() {
    List<OutcomeTotal> kept = new ArrayList<>(ofOthers);
    rows.forEach(
        (fate, number) -> {
          if (number.get() > 0) {
            kept.add(total(fate, number.get()));
          }
        });
    return kept;
  }

  private OutcomeTotal total(Fate fate, long rows) {
    String reason = fate.reason() == null ? null : fate.reason().name();
    return new OutcomeTotal(fate.outcome().name(), reason, rows, resultVersion);
  }

  private AtomicLong total(Fate fate) {
    AtomicLong total = rows.get(fate);
    if (total == null) {
      throw new IllegalArgumentException(fate + " is missing in Fate.ALL");
    }
    return total;
  }
}
