package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.JobRules;
import io.hearthwatch.torture.history.RecordedRecord;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** One camera's past, as far as it decides about its next frame. */
final class Camera {
  private final JobRules rules;
  private final Set<UUID> admitted = new HashSet<>();
  private long latestMicros = Long.MIN_VALUE;
  private long sequence;

  Camera(JobRules rules) {
    this.rules = rules;
  }

  /** Why a frame is not admitted: an outcome, with a reason behind a colon; null when it is. */
  String refusal(RecordedRecord record, Reading reading, UUID frame) {
    long captured = reading.capturedMicros();
    if (record.brokerStamped()) {
      long appended = record.timestampMillis() * 1000;
      if (captured - appended > rules.clockTolerance().toMillis() * 1000) {
        return "rejected:clock_ahead";
      }
      if (appended - captured > rules.maxAge().toMillis() * 1000) {
        return "rejected:clock_behind";
      }
    }
    long endOfLateness = windowStart(captured) + length() + rules.allowedLateness().toMillis();
    if (!admitted.isEmpty() && endOfLateness * 1000 <= clockMicros()) {
      return "late";
    }
    return admitted.contains(frame) ? "duplicate" : null;
  }

  /** Takes a frame in; returns whether a later one was taken in before. */
  boolean admit(Reading reading, UUID frame) {
    boolean overtaken = overtaken(reading);
    sequence++;
    latestMicros = Math.max(latestMicros, reading.capturedMicros());
    admitted.add(frame);
    return overtaken;
  }

  /** Numbers another attempt at a frame, whatever comes of it. */
  void admitAgain() {
    sequence++;
  }

  /** Whether a later frame was taken in before. */
  boolean overtaken(Reading reading) {
    return reading.capturedMicros() < latestMicros;
  }

  /** The number of the next that is sent on. */
  long sequence() {
    return sequence;
  }

  /** Largest capture time less the out-of-orderness. */
  long clockMicros() {
    return latestMicros - rules.outOfOrderness().toMillis() * 1000;
  }

  long windowStart(long micros) {
    return micros / 1000 / length() * length();
  }

  private long length() {
    return rules.windowLength().toMillis();
  }
}
