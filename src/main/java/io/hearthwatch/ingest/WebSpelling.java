package io.hearthwatch.ingest;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one spelling of an {@code https:} or {@code http:} URI: scheme and host in lower case, no
 * default port, escapes in upper case, none for letters and digits (RFC 3986, 6.2.2). Other escapes
 * stay: to a server {@code +} and {@code %2B} may be two things.
 *
 * <p>The query is kept as it is, for links that carry their own permission; it is no part of the
 * prefix rule. Everything that servers are known to read in different ways is refused: users,
 * fragments, dots as segments, doubled slashes, escaped slashes, and escapes of escapes.
 */
final class WebSpelling {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");

  /** An escaped percent sign before two hex digits, which a careless server decodes twice. */
  private static final Pattern DOUBLE_ESCAPE = Pattern.compile("%25[0-9A-Fa-f]{2}");

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

  private WebSpelling() {}

  static String of(String scheme, URI given) throws URISyntaxException {
    URI uri = given.parseServerAuthority();
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new URISyntaxException("", "a web URI has no user or fragment");
    }
    if (uri.getHost() == null || !HOST.matcher(uri.getHost()).matches()) {
      throw new URISyntaxException("", "its host is not a plain name or address");
    }
    String rawPath = uri.getRawPath();
    StoreSpelling.requireLiteralSlashes(rawPath);
    String canonicalPath = path(rawPath);
    if (DOUBLE_ESCAPE.matcher(rawPath).find() || DOUBLE_ESCAPE.matcher(canonicalPath).find()) {
      throw new URISyntaxException("", "its path holds an escape of an escape");
    }
    String path = uri.getPath();
    PathSpelling.check(path);
    StoreSpelling.requirePlainSegments(path);
    // Some servers drop what follows a semicolon before they resolve dots.
    StoreSpelling.requirePlainSegments(PARAMETERS.matcher(path).replaceAll(""));
    return scheme
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + port(scheme, uri)
        + canonicalPath
        + query(uri);
  }

  private static String port(String scheme, URI uri) throws URISyntaxException {
    int port = uri.getPort();
    if (port == 0 || port > 65_535) {
      throw new URISyntaxException("", "its port is none");
    }
    boolean usual = port == -1 || port == (scheme.equals("https") ? 443 : 80);
    return usual ? "" : ":" + port;
  }

  private static String path(String raw) {
    StringBuilder out = new StringBuilder();
    for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
      if (b < 0) {
        out.append(String.format("%%%02X", b & 0xff));
      } else {
        out.append((char) b);
      }
    }
    return ESCAPE
        .matcher(out)
        .replaceAll(
            escape -> {
              char c = (char) Integer.parseInt(escape.group(1), 16);
              return UNRESERVED.matcher(String.valueOf(c)).matches()
                  ? String.valueOf(c)
                  : escape.group().toUpperCase(Locale.ROOT);
            });
  }

  private static String query(URI uri) throws URISyntaxException {
    String query = uri.getRawQuery();
    if (query == null) {
      return "";
    }
    if (query.chars().anyMatch(c -> c >= 127)) {
      throw new URISyntaxException("", "its query holds an unescaped character");
    }
    return "?" + query;
  }
}
