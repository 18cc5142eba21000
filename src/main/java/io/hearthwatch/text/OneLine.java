package io.hearthwatch.text;

import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;

/** A failure in one line, for people who did not ask for a stack trace. */
public final class OneLine {
  private OneLine() {}

  /**
   * The message, or the exception's name where it has none; causes that add something follow, down
   * to one that is {@link Explained}.
   */
  public static String of(Throwable error) {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      boolean says = !(cause instanceof ExecutionException) || cause.getCause() == null;
      String message = message(cause);
      if (says && !last.contains(message)) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
        last = message;
      }
      if (cause instanceof Explained) {
        break;
      }
    }
    return text.toString();
  }

  /** A file system's exceptions often say no more than the path. */
  private static String message(Throwable error) {
    String name = error.getClass().getSimpleName();
    if (error instanceof FileSystemException file && file.getReason() == null) {
      return name + " " + file.getMessage();
    }
    return error.getMessage() == null
        ? name
        : error.getMessage().strip().replaceAll("\\R\\s*", " ");
  }
}
