package io.hearthwatch.ingest;

import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.Verdict;

/** A record is not a usable frame reference; carries the reason and a sentence for a person. */
public final class InvalidReferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param detail one sentence, the same for the same record
   */
  public InvalidReferenceException(Reason reason, String detail) {
    // Without a stack trace: what is wrong lies in the data, and there may be thousands a second.
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Why the record is rejected. */
  public Reason reason() {
    return reason;
  }

  /** The same as a verdict. */
  public Verdict verdict() {
    return Verdict.rejected(reason, getMessage());
  }
}
