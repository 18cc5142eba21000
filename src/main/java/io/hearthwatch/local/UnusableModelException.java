package io.hearthwatch.local;

import java.io.IOException;

/** A model with which the job cannot search pictures. */
public final class UnusableModelException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
