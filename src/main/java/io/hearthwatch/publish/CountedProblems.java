package io.hearthwatch.publish;

import io.hearthwatch.watch.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Passes each problem on once, and counts it: again only when there is something else to say of the
 * same thing, or when the problem comes back after it had not been reported for some minutes.
 *
 * <p>Not safe to share between threads, except for {@link #count}.
 */
final class CountedProblems implements Problems {
  /** Longer than a folder at rest is left unlisted, and so without reports. */
  private static final long SOLVED_NANOS = Duration.ofMinutes(3).toNanos();

  /** Problems that are not told twice; beyond, one that stays may be told again. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Problems listener;
  private final LongSupplier nanoTime;
  private final Map<String, Told> told = new HashMap<>();
  private final AtomicLong count = new AtomicLong();

  private record Told(String message, long lastNanos) {}

  CountedProblems(Problems listener) {
    this(listener, System::nanoTime);
  }

  CountedProblems(Problems listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  @Override
  public void report(String subject, String message) {
    long now = nanoTime.getAsLong();
    if (told.size() >= MOST_REMEMBERED && !told.containsKey(subject)) {
      told.clear();
    }
    Told before = told.put(subject, new Told(message, now));
    if (before == null
        || !before.message.equals(message)
        || now - before.lastNanos > SOLVED_NANOS) {
      count.incrementAndGet();
      listener.report(subject, message);
    }
  }

  /** Problems that were passed on. */
  long count() {
    return count.get();
  }
}
