package io.hearthwatch.doctor;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of lines that people paste into reports: those that are known, and whatever
 * stands where addresses carry them. Immutable.
 */
public final class Redaction {
  private static final String HIDDEN = "...";

  /** Shorter ones cannot be told from the words around them. */
  private static final int SHORTEST = 4;

  private static final Pattern PARAMETER =
      Pattern.compile("(?i)((?:password|secret|token|key)\\s*=\\s*)(\"[^\"]*\"|[^\\s&;,]+)");
  private static final Pattern USER = Pattern.compile("//[^/\\s]*@");

  private final List<String> secrets;

  /**
   * @param secrets texts that must not be shown
   */
  public Redaction(Collection<String> secrets) {
    this.secrets = secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
  }

  /** The line without them. */
  public String of(String line) {
    String shown = line;
    for (String secret : secrets) {
      shown = shown.replace(secret, HIDDEN);
    }
    shown = PARAMETER.matcher(shown).replaceAll("$1" + HIDDEN);
    return USER.matcher(shown).replaceAll("//" + HIDDEN + "@");
  }
}
