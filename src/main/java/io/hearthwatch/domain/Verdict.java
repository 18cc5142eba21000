package io.hearthwatch.domain;

import java.util.Objects;

/**
 * The outcome of one record with its explanation.
 *
 * @param outcome what became of the record
 * @param reason why; null for analysed, duplicate, late and shed
 * @param detail one sentence for a person, naming the field, limit or path; null where the outcome
 *     says all. The same input gives the same sentence.
 */
public record Verdict(Outcome outcome, Reason reason, String detail) {

  /** The frame was searched for objects. */
  public static final Verdict ANALYSED = new Verdict(Outcome.ANALYSED, null, null);

  /** The frame was admitted before. */
  public static final Verdict DUPLICATE = new Verdict(Outcome.DUPLICATE, null, null);

  public Verdict {
    Objects.requireNonNull(outcome, "outcome");
  }

  /** A record that cannot be used. */
  public static Verdict rejected(Reason reason, String detail) {
    return new Verdict(Outcome.REJECTED, Objects.requireNonNull(reason, "reason"), detail);
  }

  /** A record of a frame that was admitted before, with what else there is to say. */
  public static Verdict duplicate(String detail) {
    return new Verdict(Outcome.DUPLICATE, null, detail);
  }

  /** A frame whose window is closed for good. */
  public static Verdict late(String detail) {
    return new Verdict(Outcome.LATE, null, detail);
  }

  /** A frame that is not searched, because too many arrived. */
  public static Verdict shed(String detail) {
    return new Verdict(Outcome.SHED, null, detail);
  }

  /** A range of offsets without a readable record. */
  public static Verdict gap(Reason reason, String detail) {
    return new Verdict(Outcome.GAP, Objects.requireNonNull(reason, "reason"), detail);
  }

  /** Whether detections may follow from this record. */
  public boolean analysed() {
    return outcome == Outcome.ANALYSED;
  }
}
