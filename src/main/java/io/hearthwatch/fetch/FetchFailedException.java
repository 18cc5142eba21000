package io.hearthwatch.fetch;

import io.hearthwatch.domain.Reason;

/** A picture could not be read; says whether asking again may help. */
public final class FetchFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final boolean retryable;

  /**
   * @param detail one sentence for a person, the same for the same state of the store
   * @param retryable whether the picture may be there later
   */
  public FetchFailedException(Reason reason, String detail, boolean retryable) {
    // Without a stack trace: what is wrong lies in the data, and there may be thousands a second.
    super(detail, null, false, false);
    this.reason = reason;
    this.retryable = retryable;
  }

  /** Nothing stands there; it may come. */
  static FetchFailedException missing(String uri) {
    return new FetchFailedException(Reason.MISSING_FILE, "nothing stands at " + uri, true);
  }

  /** More bytes than are accepted. */
  static FetchFailedException tooLarge(String uri, long maxBytes) {
    return new FetchFailedException(
        Reason.FILE_TOO_LARGE,
        "%s has more than %d bytes (fetch.max-size)".formatted(uri, maxBytes),
        false);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether asking again may help. */
  public boolean retryable() {
    return retryable;
  }
}
