package io.hearthwatch.metrics;

import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * A verdict without its sentence: what records are counted by.
 *
 * @param outcome what became of the record
 * @param reason why; null for analysed, duplicate, late and shed
 */
public record Fate(Outcome outcome, Reason reason) {
  /** Label of the outcome. */
  static final String OUTCOME = "outcome";

  /** Label of the reason. */
  static final String REASON = "reason";

  private static final String NO_REASON = "none";

  /** The fates of records that never become a reference, and of gaps. */
  public static final List<Fate> AT_INGEST =
      List.of(
          rejected(Reason.MALFORMED_JSON),
          rejected(Reason.MISSING_FIELD),
          rejected(Reason.INVALID_FIELD),
          rejected(Reason.KEY_MISMATCH),
          rejected(Reason.UNKNOWN_CAMERA),
          rejected(Reason.FORBIDDEN_URI),
          rejected(Reason.RECORD_TOO_LARGE),
          new Fate(Outcome.GAP, Reason.OFFSETS_EXPIRED),
          new Fate(Outcome.GAP, Reason.OFFSETS_WITHOUT_RECORDS));

  /** The fates of references that are not admitted. */
  public static final List<Fate> AT_ADMISSION =
      List.of(
          new Fate(Outcome.DUPLICATE, null),
          new Fate(Outcome.LATE, null),
          rejected(Reason.CLOCK_AHEAD),
          rejected(Reason.CLOCK_BEHIND));

  /** The fates of admitted frames that are not searched. */
  public static final List<Fate> AT_DETECTION =
      List.of(
          new Fate(Outcome.SHED, null),
          rejected(Reason.SKIPPED),
          rejected(Reason.MISSING_FILE),
          rejected(Reason.UNREADABLE_FILE),
          rejected(Reason.FORBIDDEN_URI),
          rejected(Reason.FILE_TOO_LARGE),
          rejected(Reason.CONTENT_MISMATCH),
          rejected(Reason.TOO_MANY_PIXELS),
          rejected(Reason.UNDECODABLE),
          rejected(Reason.INFERENCE_FAILED));

  /** The fates of other attempts at frames, where they were not needed or came too late. */
  public static final List<Fate> AT_RETRY =
      List.of(new Fate(Outcome.DUPLICATE, null), new Fate(Outcome.LATE, null));

  /** Every fate there is. */
  public static final List<Fate> ALL =
      Stream.of(
              Stream.of(new Fate(Outcome.ANALYSED, null)),
              AT_INGEST.stream(),
              AT_ADMISSION.stream(),
              AT_DETECTION.stream())
          .flatMap(fates -> fates)
          .distinct()
          .toList();

  /** The fate that a verdict speaks of. */
  public static Fate of(Verdict verdict) {
    return new Fate(verdict.outcome(), verdict.reason());
  }

  private static Fate rejected(Reason reason) {
    return new Fate(Outcome.REJECTED, reason);
  }

  /** Values of the labels {@code outcome} and {@code reason}, the latter {@code none} if null. */
  public String[] labels() {
    return new String[] {outcome.code(), reason == null ? NO_REASON : reason.code()};
  }
}
