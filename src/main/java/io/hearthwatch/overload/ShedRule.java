package io.hearthwatch.overload;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.Verdict;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Decides which frames are shed, partition by partition, from the records' append times and order
 * alone: never from the wall clock, and never from how the job is doing. So a replay after a
 * failure sheds the same frames, and a job that stood still for a night sheds nothing of a night
 * that was bearable.
 *
 * <p>A frame takes a place in its partition's {@link VirtualQueue} or is shed, and then takes none.
 * Not judged, and without a place, are records that hold no reference (nothing is searched for
 * them), records whose time the broker did not stamp (any producer could fill the queue with a
 * date), and records that people sent again.
 *
 * <p>A pure function of its arguments; safe to share between threads.
 */
final class ShedRule {
  private final CameraPriorities priorities;
  private final long intervalNanos;
  private final long longestNanos;

  ShedRule(OverloadSettings settings) {
    priorities = new CameraPriorities(settings.lowPriority(), settings.highPriority());
    intervalNanos = settings.intervalNanos();
    longestNanos = settings.shedAfter().toNanos();
  }

  /**
   * Decides on one record.
   *
   * @param queue of its partition, before it
   */
  Decision decide(Envelope envelope, VirtualQueue queue) {
    if (envelope.reference() == null || !envelope.brokerStamped() || envelope.requeue() != null) {
      return new Decision(queue, null);
    }
    VirtualQueue now = queue.at(envelope.appendedAtMillis());
    Priority priority = priorities.of(envelope.reference().cameraId());
    return now.waitNanos() > bearableNanos(priority)
        ? new Decision(now, Verdict.shed(detail(now, priority)))
        : new Decision(now.plusFrame(intervalNanos), null);
  }

  private long bearableNanos(Priority priority) {
    return switch (priority) {
      case LOW -> longestNanos / 2;
      case NORMAL -> longestNanos;
      case HIGH -> Long.MAX_VALUE;
    };
  }

  private String detail(VirtualQueue queue, Priority priority) {
    return "at the declared capacity it would have waited %d ms; a camera of %s priority waits %d ms"
        .formatted(
            TimeUnit.NANOSECONDS.toMillis(queue.waitNanos()),
            priority.name().toLowerCase(Locale.ROOT),
            TimeUnit.NANOSECONDS.toMillis(bearableNanos(priority)));
  }

  /**
   * What becomes of a record.
   *
   * @param queue of its partition, behind it
   * @param shed why it is shed; null when it is let through
   */
  record Decision(VirtualQueue queue, Verdict shed) {}
}
