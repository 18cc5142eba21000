package io.hearthwatch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The rule for the places under which frames may lie. */
final class RootRules {
  private RootRules() {}

  /** URIs or absolute paths; a path becomes a {@code file} URI. */
  static Rule<List<String>> roots(String example) {
    return Rule.listOf(
        "a list of absolute paths or of URIs with a scheme", example, RootRules::parse);
  }

  /**
   * A root in its one spelling: without a trailing slash, a path as {@code file:///path}. It does
   * not look at the disk, which would make the digest depend on the machine.
   */
  private static String parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("contains an empty root");
    }
    URI uri = toUri(text);
    if (uri.getRawUserInfo() != null || text.contains("@")) {
      throw new IllegalArgumentException(
          "contains a user or password; credentials belong in the configuration of Flink's file"
              + " system");
    }
    if (uri.getScheme() == null || uri.isOpaque() || uri.getPath() == null) {
      throw refused(text, "is neither an absolute path nor a URI with a scheme");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(text, "has a query or a fragment");
    }
    if (List.of(uri.getPath().split("/")).contains("..")) {
      throw refused(text, "contains `..`");
    }
    return canonical(text, uri);
  }

  private static URI toUri(String text) {
    try {
      return text.startsWith("/") && !text.startsWith("//")
          ? new URI("file", "", text, null)
          : new URI(text);
    } catch (URISyntaxException e) {
      // The text may be an address with credentials: it is shown only when it cannot be.
      throw text.contains("@")
          ? new IllegalArgumentException("contains a root that is not a URI", e)
          : refused(text, "is not a URI");
    }
  }

  private static String canonical(String text, URI uri) {
    String path = uri.normalize().getRawPath().replaceFirst("/+$", "");
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String scheme = uri.getScheme().toLowerCase(java.util.Locale.ROOT);
    if (scheme.equals("file")) {
      if (!authority.isEmpty()) {
        throw refused(text, "names a host; a path needs three slashes: `file:///path`");
      }
      if (path.isEmpty()) {
        throw refused(text, "is the whole disk");
      }
    } else if (authority.isEmpty() && path.isEmpty()) {
      throw refused(text, "names no place");
    }
    return scheme + "://" + authority + path;
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException(Quoted.text(text) + " " + why);
  }
}
