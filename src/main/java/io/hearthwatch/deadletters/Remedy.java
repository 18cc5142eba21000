package io.hearthwatch.deadletters;

import io.hearthwatch.domain.Reason;

/**
 * What to do about a record that was rejected for a reason.
 *
 * @param again whether the same record can end otherwise when it is sent again
 * @param text what to do, for people
 */
public record Remedy(boolean again, String text) {
  private static final Remedy UNKNOWN =
      new Remedy(false, "this program does not know the reason: use the version of the job");

  /** The remedy for a reason by its code. */
  public static Remedy of(String code) {
    for (Reason reason : Reason.values()) {
      if (reason.code().equals(code)) {
        return of(reason);
      }
    }
    return UNKNOWN;
  }

  private static Remedy of(Reason reason) {
    return switch (reason) {
      case MISSING_FILE -> mend("put the picture where the record says");
      case UNREADABLE_FILE -> mend("let the job read the picture: permissions, store, network");
      case FILE_TOO_LARGE -> mend("replace the picture by a smaller one, or raise fetch.max-size");
      case TOO_MANY_PIXELS ->
          mend("replace the picture by a smaller one, or raise detect.max-pixels");
      case CONTENT_MISMATCH -> mend("put the picture there that the record promises");
      case UNDECODABLE -> mend("replace the picture: it was cut off, or is none");
      case INFERENCE_FAILED -> mend("see the job's log for why the model failed, and mend that");
      case FORBIDDEN_URI -> mend("if the job may read that place, add it to ingest.allowed-roots");
      case RECORD_TOO_LARGE -> mend("raise ingest.max-record-size, or have shorter records sent");
      case CLOCK_AHEAD ->
          never(
              "set the camera's clock; the time that the record says was wrong, and later nobody"
                  + " could tell");
      case CLOCK_BEHIND ->
          never(
              "it only gets older: for a backfill raise admit.max-age under a new result version");
      case KEY_MISMATCH ->
          never("have the publisher send it with the camera_id as key, as a new record");
      case MALFORMED_JSON, MISSING_FIELD, INVALID_FIELD ->
          never("have the publisher send a right reference, as a new record");
      case OFFSETS_EXPIRED, OFFSETS_WITHOUT_RECORDS -> never("there is no record");
    };
  }

  private static Remedy mend(String what) {
    return new Remedy(true, what + "; then requeue it");
  }

  private static Remedy never(String what) {
    return new Remedy(false, what);
  }
}
