package io.hearthwatch.schema;

/**
 * The database is not one that this job may write to: other tables, a result version that was
 * computed with something else, or a server that refuses. The message says what to do.
 */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and the remedy
   */
  public SchemaException(String message) {
    super(message);
  }

  SchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
