package io.hearthwatch.image;

/** The bytes are no picture of a known format, or the picture is cut off or corrupt. */
public final class UndecodablePictureException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A picture that cannot be decoded.
   *
   * @param detail what is wrong and at which byte; the same for the same bytes
   */
  public UndecodablePictureException(String detail) {
    super(detail);
  }
}
