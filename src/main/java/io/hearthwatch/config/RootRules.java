package io.hearthwatch.config;

import io.hearthwatch.ingest.AllowedRoots;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/** The rule for the places under which frames may lie. */
final class RootRules {
  private static final Pattern USER = Pattern.compile("[^/]*://[^/]*@.*", Pattern.DOTALL);

  /** Where {@code container@account} is Azure's way to name a place. */
  private static final Pattern CONTAINER = Pattern.compile("(?i)(abfs|wasb)s?://[^:]*");

  private RootRules() {}

  /** Absolute paths, or URIs of files, of the web or of stores. */
  static Rule<List<String>> roots(String example) {
    return Rule.listOf("a list of absolute paths or URIs", example, RootRules::parse);
  }

  /**
   * A root in its one spelling, such as {@code file:///path}, without a trailing slash. It looks
   * neither at the disk nor at the network, which would make the digest depend on the machine.
   */
  private static String parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("contains an empty root");
    }
    if (USER.matcher(text).matches() && !CONTAINER.matcher(text).matches()) {
      // Not shown: what stands before the @ may be a password.
      throw new IllegalArgumentException("contains a user or password; a root is a path");
    }
    String root = AllowedRoots.canonicalRoot(toUri(text));
    if (root.equals("file://")) {
      throw new IllegalArgumentException(Quoted.text(text) + " is the whole disk");
    }
    return root;
  }

  private static String toUri(String text) {
    try {
      return text.startsWith("/") ? new URI("file", "", text, null).toString() : text;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a path", e);
    }
  }
}
