package io.hearthwatch.export;

/** What was asked for cannot be exported; the message says what can. */
public final class InvalidExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, and the remedy
   */
  public InvalidExportException(String message) {
    super(message);
  }
}
