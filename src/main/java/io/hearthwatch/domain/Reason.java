package io.hearthwatch.domain;

import java.util.Locale;

/**
 * Why a record was not analysed. Kept beside its {@link Outcome} in the ledger and the dead
 * letters.
 */
public enum Reason {
  /** The value is not one JSON object in UTF-8. */
  MALFORMED_JSON,
  /** A required field is absent or null. */
  MISSING_FIELD,
  /** A field has the wrong type, form or range. */
  INVALID_FIELD,
  /** The record key is not the camera id, so the camera's order is not kept by Kafka. */
  KEY_MISMATCH,
  /** The camera is none of those that the job was told to hear. */
  UNKNOWN_CAMERA,
  /** The URI does not lie under an allowed root. */
  FORBIDDEN_URI,
  /** The record itself is larger than a reference may be. */
  RECORD_TOO_LARGE,
  /**
   * Captured later than the broker received it, beyond the tolerance: the camera's clock is fast.
   */
  CLOCK_AHEAD,
  /** Captured longer before the broker received it than is accepted at all. */
  CLOCK_BEHIND,
  /**
   * The operator named this record's offset; it was admitted, and its picture not even asked for.
   */
  SKIPPED,
  /** Nothing stands at the URI, also after the retries. */
  MISSING_FILE,
  /** Something stands at the URI, but it could not be read. */
  UNREADABLE_FILE,
  /** The picture has more bytes than the limit. */
  FILE_TOO_LARGE,
  /** The bytes are not those that the reference promised (sha256, width or height). */
  CONTENT_MISMATCH,
  /** The header announces more pixels than the limit. */
  TOO_MANY_PIXELS,
  /** The bytes are no picture of a known format, or it is cut off or corrupt. */
  UNDECODABLE,
  /** The model failed on this frame. */
  INFERENCE_FAILED,
  /** The broker's retention removed the offsets before they were read; the operator accepted it. */
  OFFSETS_EXPIRED,
  /** Offsets that hold no record: transaction markers, or records of an aborted transaction. */
  OFFSETS_WITHOUT_RECORDS;

  /** The name used in tables and messages: lower snake case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
