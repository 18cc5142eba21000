package io.hearthwatch.text;

import java.util.concurrent.ExecutionException;

/** A failure in one line, for people who did not ask for a stack trace. */
public final class OneLine {
  private OneLine() {}

  /** The message, or the exception's name where it has none; causes that add something follow. */
  public static String of(Throwable error) {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      boolean says = !(cause instanceof ExecutionException) || cause.getCause() == null;
      String message =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      if (says && !last.contains(message)) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
        last = message;
      }
    }
    return text.toString().replaceAll("\\R\\s*", " ");
  }
}
