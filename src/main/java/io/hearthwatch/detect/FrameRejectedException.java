package io.hearthwatch.detect;

import io.hearthwatch.domain.Reason;

/** One picture cannot be analysed: names the reason, and the size where the header was readable. */
public final class FrameRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final Integer width;
  private final Integer height;

  /** A picture whose header could not be read, or never was. */
  public FrameRejectedException(Reason reason, String detail) {
    this(reason, detail, null, null);
  }

  /**
   * A picture whose header was read.
   *
   * @param detail one sentence for a person, the same for the same bytes
   */
  public FrameRejectedException(Reason reason, String detail, Integer width, Integer height) {
    // Without a stack trace: what is wrong lies in the data, and there may be thousands a second.
    super(detail, null, false, false);
    this.reason = reason;
    this.width = width;
    this.height = height;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Width by the header in pixels; null when unknown. */
  public Integer width() {
    return width;
  }

  /** Height by the header in pixels; null when unknown. */
  public Integer height() {
    return height;
  }
}
