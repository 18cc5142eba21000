package io.hearthwatch.schema;

/**
 * The database is not one that this job may write to: other tables, or a result version that was
 * computed with something else. The message says what to do.
 */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and the remedy
   */
  public SchemaException(String message) {
    super(message);
  }
}
