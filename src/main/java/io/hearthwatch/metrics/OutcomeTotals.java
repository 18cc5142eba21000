package io.hearthwatch.metrics;

import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rows of each fate were given to the ledger. One thread counts, any may read.
 *
 * <p>Totals of several subtasks are added up, so they may be handed out anew in any way: to more
 * subtasks, to fewer, or several parts of one fate to one.
 */
public final class OutcomeTotals {
  private final Map<Fate, AtomicLong> rows = new ConcurrentHashMap<>();

  /** Nothing counted yet. */
  public OutcomeTotals() {
    Fate.ALL.forEach(fate -> rows.put(fate, new AtomicLong()));
  }

  /** Counts one row. */
  public void count(Verdict verdict) {
    total(Fate.of(verdict)).incrementAndGet();
  }

  /** Adds what an earlier subtask had counted. */
  public void add(OutcomeTotal earlier) {
    Reason reason = earlier.reason() == null ? null : Reason.valueOf(earlier.reason());
    total(new Fate(Outcome.valueOf(earlier.outcome()), reason)).addAndGet(earlier.rows());
  }

  /** How many rows of that fate were counted. */
  public long rows(Fate fate) {
    return total(fate).get();
  }

  /** What a checkpoint keeps: the fates that occurred. */
  public List<OutcomeTotal> snapshot() {
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().get() > 0)
        .map(entry -> total(entry.getKey(), entry.getValue().get()))
        .toList();
  }

  private static OutcomeTotal total(Fate fate, long rows) {
    String reason = fate.reason() == null ? null : fate.reason().name();
    return new OutcomeTotal(fate.outcome().name(), reason, rows);
  }

  private AtomicLong total(Fate fate) {
    AtomicLong total = rows.get(fate);
    if (total == null) {
      throw new IllegalArgumentException(fate + " is missing in Fate.ALL");
    }
    return total;
  }
}
