package io.hearthwatch.torture.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one spelling of a file's URI, on which a frame's identity stands: {@code file://}, an
 * absolute path without dots and doubled slashes, escaped where it is neither letter, digit nor a
 * mark that paths may hold.
 */
final class CanonicalUri {
  private static final int MOST_CHARACTERS = 2048;
  private static final String MARKS = "-_.!~*'():@&=+$,;";

  private CanonicalUri() {}

  /**
   * The spelling of a file below a root; null for whatever may not be read.
   *
   * @param root absolute path
   */
  static String below(String root, String text) {
    if (text.length() > MOST_CHARACTERS) {
      return null;
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
    boolean file =
        "file".equalsIgnoreCase(uri.getScheme())
            && !uri.isOpaque()
            && (uri.getRawAuthority() == null || uri.getRawAuthority().equals("localhost"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    String path = file ? uri.getPath() : null;
    if (path == null || !path.startsWith("/") || path.endsWith("/") || strange(path)) {
      return null;
    }
    List<String> names = names(path);
    if (names == null) {
      return null;
    }
    String plain = "/" + String.join("/", names);
    return plain.startsWith(root + "/") ? "file://" + escaped(plain) : null;
  }

  private static boolean strange(String path) {
    return path.codePoints()
        .anyMatch(
            c ->
                Character.isISOControl(c) || c == '\\' || c == 0xFFFD || c >= 0xD800 && c < 0xE000);
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (name.equals("..")) {
        if (names.isEmpty()) {
          return null;
        }
        names.remove(names.size() - 1);
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }

  private static String escaped(String path) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '/';
      escaped.append(
          plain || c < 128 && MARKS.indexOf(c) >= 0
              ? String.valueOf(c)
              : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }
}
