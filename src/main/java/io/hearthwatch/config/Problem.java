package io.hearthwatch.config;

import java.io.Serializable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the option, as {@code stage.name}; for what is no option the file or argument
 * @param source where it was given: {@code jobs/home.yaml:12}, {@code argument}, or empty when it
 *     is missing
 * @param message what is wrong, never with the value of a secret
 * @param remedy what to do about it
 */
public record Problem(String key, String source, String message, String remedy)
    implements Serializable {

  /** {@code key (source): message}, and the remedy on its own line. */
  public String describe() {
    String where = source.isEmpty() ? "" : " (" + source + ")";
    return key + where + ": " + message + System.lineSeparator() + "   " + remedy;
  }
}
