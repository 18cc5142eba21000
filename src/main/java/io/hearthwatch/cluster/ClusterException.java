package io.hearthwatch.cluster;

import java.io.IOException;

/** A cluster did not do what was asked; the message says why and what helps. */
public class ClusterException extends IOException {
  private static final long serialVersionUID = 1;

  /** With a message for the person who gave the command. */
  public ClusterException(String message) {
    super(message);
  }

  /** With the failure behind it. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
