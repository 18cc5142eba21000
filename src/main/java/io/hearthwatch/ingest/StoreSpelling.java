package io.hearthwatch.ingest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one spelling of a URI in a store that Flink opens, such as {@code s3://bucket/key} or {@code
 * hdfs://host:8020/path}.
 *
 * <p>Stores differ in what dots and doubled slashes mean, and the layers between may resolve them,
 * so neither may occur: what the prefix was compared with is then what is read.
 */
final class StoreSpelling {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
  private static final Pattern CONTAINER =
      Pattern.compile("[A-Za-z0-9-]+@[A-Za-z0-9.-]+(:[0-9]{1,5})?");

  /** Where Azure's {@code container@account} stands in place of a host. */
  private static final Set<String> OF_AZURE = Set.of("abfs", "abfss", "wasb", "wasbs");

  private StoreSpelling() {}

  static String of(String scheme, URI uri) throws URISyntaxException {
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new URISyntaxException("", "a URI of a store has no query or fragment");
    }
    String authority = uri.getRawAuthority();
    Pattern form = OF_AZURE.contains(scheme) ? CONTAINER : AUTHORITY;
    if (authority == null || !form.matcher(authority).matches()) {
      throw new URISyntaxException(
          "",
          OF_AZURE.contains(scheme)
              ? "it does not name container@account"
              : "it names no bucket or host, or a user");
    }
    requireLiteralSlashes(uri.getRawPath());
    String path = uri.getPath();
    PathSpelling.check(path);
    requirePlainSegments(path);
    return scheme + "://" + authority + PathSpelling.escaped(path);
  }

  /** A slash that is written as an escape is part of a name to some and a separator to others. */
  static void requireLiteralSlashes(String rawPath) throws URISyntaxException {
    if (rawPath.contains("%2F") || rawPath.contains("%2f")) {
      throw new URISyntaxException("", "its path holds an escaped slash");
    }
  }

  static void requirePlainSegments(String path) throws URISyntaxException {
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      boolean emptyInside = segments[i].isEmpty() && i < segments.length - 1;
      if (emptyInside || segments[i].equals(".") || segments[i].equals("..")) {
        throw new URISyntaxException("", "its path holds a '.', '..' or empty segment");
      }
    }
  }
}
