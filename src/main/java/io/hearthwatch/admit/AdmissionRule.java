package io.hearthwatch.admit;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.identity.RowIds;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides a frame's fate, in this order:
 *
 * <ol>
 *   <li>{@code clock_ahead}: captured after the broker's append time plus the tolerance;
 *   <li>{@code clock_behind}: captured longer before the append time than the maximal age;
 *   <li>{@code late}: the end of its window plus the allowed lateness is not after the camera's
 *       clock;
 *   <li>{@code duplicate}: the same frame was admitted before;
 *   <li>admitted, with the camera's next sequence number.
 * </ol>
 *
 * The first two apply only where the broker stamps the append time. The camera's clock is its
 * largest admitted capture time less the out-of-orderness. A frame that is forgotten as a possible
 * duplicate is late by then, so every second coming is refused one way or the other.
 *
 * <p>A record that says that it repeats a rejected one ({@link io.hearthwatch.domain.Requeue}) is
 * not refused as late or duplicate, but numbered and let through as another attempt: whether the
 * frame failed is known behind detection only, and decided there. It leaves the clock where it is.
 * The maximal age holds for it as for every record.
 *
 * <p>A pure function of its arguments; safe to share between threads.
 */
public class AdmissionRule implements Serializable {
  private static final long serialVersionUID = 1L;

  private final AdmissionSettings settings;
  private final long windowMillis;
  private final long outOfOrdernessMicros;

  /** A rule with the stage's settings. */
  public AdmissionRule(AdmissionSettings settings) {
    this.settings = settings;
    this.windowMillis = settings.windowLength().toMillis();
    this.outOfOrdernessMicros = micros(settings.outOfOrderness());
  }

  /**
   * Decides on one frame.
   *
   * @param envelope holds a reference
   * @param clock the camera's state; null for its first frame
   * @param seen its remembered frames; the new one is added when it is admitted
   */
  public Admission decide(Envelope envelope, CameraClock clock, SeenFrames seen) throws Exception {
    FrameReference reference = envelope.reference();
    long captured = reference.capturedAtMicros();
    RowId frameId = RowIds.frame(reference.cameraId(), captured, reference.uri());
    long windowStart = windowStart(captured);
    Verdict refusal = refusal(envelope, frameId, windowStart, clock, seen);
    if (refusal != null) {
      return repeats(envelope)
              && (refusal.outcome() == Outcome.LATE || refusal.outcome() == Outcome.DUPLICATE)
          ? anotherAttempt(captured, frameId, windowStart, clock)
          : new Admission(refusal, frameId, windowStart, 0, 0, false, false, clock);
    }
    boolean first = clock == null;
    long latest = first ? captured : Math.max(clock.latestCapturedMicros(), captured);
    long sequence = first ? 0 : clock.nextSequence();
    seen.add(frameId, windowStart);
    if (first || oldestOpenWindow(latest) > oldestOpenWindow(clock.latestCapturedMicros())) {
      seen.forgetBefore(oldestOpenWindow(latest));
    }
    return new Admission(
        null,
        frameId,
        windowStart,
        sequence,
        clockMicros(latest),
        !first && captured < clock.latestCapturedMicros(),
        false,
        new CameraClock(latest, sequence + 1));
  }

  /**
   * From which append time on no record can refer to any window that a camera has had: each would
   * be {@code clock_behind}.
   *
   * @param latestCapturedMicros of the camera
   * @return epoch milliseconds
   */
  long outOfReachFromMillis(long latestCapturedMicros) {
    return windowStart(latestCapturedMicros) + windowMillis + settings.maxAge().toMillis();
  }

  /** How long a camera is left alone before anybody looks whether it can be put to rest. */
  long patienceMillis() {
    return settings.maxAge().toMillis();
  }

  /** Only in the partition of the original is it known that the camera's order is kept. */
  private static boolean repeats(Envelope envelope) {
    return envelope.requeue() != null
        && envelope.requeue().original().partition() == envelope.coordinates().partition();
  }

  private Admission anotherAttempt(
      long captured, RowId frameId, long windowStart, CameraClock clock) {
    long latest = clock.latestCapturedMicros();
    return new Admission(
        null,
        frameId,
        windowStart,
        clock.nextSequence(),
        clockMicros(latest),
        captured < latest,
        true,
        new CameraClock(latest, clock.nextSequence() + 1));
  }

  private Verdict refusal(
      Envelope envelope, RowId frameId, long windowStart, CameraClock clock, SeenFrames seen)
      throws Exception {
    long captured = envelope.reference().capturedAtMicros();
    if (envelope.brokerStamped()) {
      long appended = envelope.appendedAtMillis() * 1000;
      if (captured > appended + micros(settings.clockTolerance())) {
        return Verdict.rejected(Reason.CLOCK_AHEAD, clockDetail(captured, appended, "after"));
      }
      if (captured < appended - micros(settings.maxAge())) {
        return Verdict.rejected(Reason.CLOCK_BEHIND, clockDetail(captured, appended, "before"));
      }
    }
    if (clock != null && windowStart < oldestOpenWindow(clock.latestCapturedMicros())) {
      return Verdict.late(
          "its window ended at %s, the camera's clock was at %s"
              .formatted(
                  Instant.ofEpochMilli(windowStart + windowMillis),
                  instant(clockMicros(clock.latestCapturedMicros()))));
    }
    return seen.contains(frameId) ? Verdict.DUPLICATE : null;
  }

  private static String clockDetail(long captured, long appended, String relation) {
    return "captured at %s, %s %s the broker received it"
        .formatted(
            instant(captured), Duration.ofMillis(Math.abs(captured - appended) / 1000), relation);
  }

  private long clockMicros(long latestCapturedMicros) {
    return latestCapturedMicros - outOfOrdernessMicros;
  }

  /** Start of the first window that is not late: the one that ends after clock − lateness. */
  private long oldestOpenWindow(long latestCapturedMicros) {
    long reach = clockMicros(latestCapturedMicros) - micros(settings.allowedLateness());
    return windowStart(reach);
  }

  /** Tumbling windows aligned to the epoch, as Flink's own. */
  private long windowStart(long micros) {
    return Math.floorDiv(Math.floorDiv(micros, 1000L), windowMillis) * windowMillis;
  }

  private static long micros(Duration duration) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(duration));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
