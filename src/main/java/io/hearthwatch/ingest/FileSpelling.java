package io.hearthwatch.ingest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The one spelling of a {@code file:} URI: no host, an absolute path without dots, doubled slashes
 * or needless escapes.
 */
final class FileSpelling {
  private FileSpelling() {}

  static String of(URI uri) throws URISyntaxException {
    boolean local = uri.getRawAuthority() == null || uri.getRawAuthority().equals("localhost");
    if (!local || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new URISyntaxException("", "a file: URI has no host, query or fragment");
    }
    String path = uri.getPath();
    if (path == null || !path.startsWith("/")) {
      throw new URISyntaxException("", "its path is not absolute");
    }
    PathSpelling.check(path);
    return "file://" + PathSpelling.escaped(withoutDots(path));
  }

  private static String withoutDots(String path) throws URISyntaxException {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          throw new URISyntaxException("", "its path leads above /");
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String joined = "/" + String.join("/", segments);
    return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
  }
}
