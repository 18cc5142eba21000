package io.hearthwatch.backup;

/** There can be no backup, or what is there cannot be restored; the message says what to do. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and the remedy
   */
  public BackupException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong, where, and the remedy
   * @param cause what made it so
   */
  public BackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
