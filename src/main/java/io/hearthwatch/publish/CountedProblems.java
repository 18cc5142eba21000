package io.hearthwatch.publish;

import io.hearthwatch.watch.Problems;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes each problem on once, and counts them.
 *
 * <p>Not safe to share between threads, except for {@link #count}.
 */
final class CountedProblems implements Problems {
  /** Problems that are not told twice; beyond, one that stays may be told again. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Problems listener;
  private final Set<String> reported = new HashSet<>();
  private final AtomicLong count = new AtomicLong();

  CountedProblems(Problems listener) {
    this.listener = listener;
  }

  @Override
  public void report(String subject, String message) {
    if (reported.size() == MOST_REMEMBERED) {
      reported.clear();
    }
    if (reported.add(subject)) {
      count.incrementAndGet();
      listener.report(subject, message);
    }
  }

  /** Problems that were passed on. */
  long count() {
    return count.get();
  }
}
