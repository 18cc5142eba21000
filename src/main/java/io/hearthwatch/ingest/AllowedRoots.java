package io.hearthwatch.ingest;

import io.hearthwatch.domain.Reason;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Decides by its text alone whether a URI lies under one of the allowed roots, and gives the one
 * spelling of it that frame identity is built on. A record can therefore never name a file outside,
 * however it writes dots, escapes or schemes; symbolic links, which only the machine that reads can
 * see, are checked again by {@link io.hearthwatch.fetch.LocalPictures}.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class AllowedRoots implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_URI_LENGTH = 2048;

  /** What a URI's path may hold unescaped, beside letters and digits. */
  private static final String PATH_PUNCTUATION = "/-_.!~*'():@&=+$,;";

  private final List<String> roots;

  /**
   * @param roots {@code file:} URIs of directories
   * @throws IllegalArgumentException naming the root that is not one
   */
  public AllowedRoots(List<String> roots) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("no root is allowed, so no frame could ever be read");
    }
    this.roots = roots.stream().map(AllowedRoots::canonicalRoot).toList();
  }

  /** The roots in canonical spelling, without a slash at the end. */
  public List<String> roots() {
    return roots;
  }

  /**
   * The canonical spelling of a URI under one of the roots.
   *
   * @param uri as the record has it
   * @throws InvalidReferenceException {@link Reason#FORBIDDEN_URI} when it is not a URI of a file
   *     under an allowed root
   */
  public String canonical(String uri) throws InvalidReferenceException {
    String canonical;
    try {
      canonical = canonicalFileUri(uri);
    } catch (URISyntaxException e) {
      throw forbidden(uri, e.getReason());
    }
    for (String root : roots) {
      if (canonical.startsWith(root + "/") && !canonical.endsWith("/")) {
        return canonical;
      }
    }
    throw forbidden(uri, "it is not under an allowed root (ingest.allowed-roots)");
  }

  private static InvalidReferenceException forbidden(String uri, String why) {
    return new InvalidReferenceException(
        Reason.FORBIDDEN_URI, "uri " + Quoted.of(uri) + " may not be read: " + why);
  }

  /**
   * The canonical spelling of a root, without a slash at the end.
   *
   * @param root {@code file:} URI of a directory
   * @throws IllegalArgumentException naming the root when it is none
   */
  public static String canonicalRoot(String root) {
    try {
      String canonical = canonicalFileUri(root);
      return canonical.endsWith("/") ? canonical.substring(0, canonical.length() - 1) : canonical;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "allowed root "
              + Quoted.of(root)
              + " is not a file: URI of a directory: "
              + e.getReason(),
          e);
    }
  }

  /** {@code file://} and an absolute path without dots, escaped in the one way URI escapes. */
  private static String canonicalFileUri(String text) throws URISyntaxException {
    if (text.length() > MAX_URI_LENGTH) {
      throw new URISyntaxException("", "it is longer than " + MAX_URI_LENGTH + " characters");
    }
    URI uri = new URI(text);
    if (uri.getScheme() == null || !uri.getScheme().toLowerCase(Locale.ROOT).equals("file")) {
      throw new URISyntaxException("", "its scheme is not file:");
    }
    boolean local = uri.getRawAuthority() == null || uri.getRawAuthority().equals("localhost");
    if (!local || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new URISyntaxException("", "a file: URI has no host, query or fragment");
    }
    String path = uri.getPath();
    if (path == null || !path.startsWith("/")) {
      throw new URISyntaxException("", "its path is not absolute");
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (Character.isISOControl(c) || c == '\\' || c == '\uFFFD' || Character.isSurrogate(c)) {
        throw new URISyntaxException("", "its path holds a character that no frame's path needs");
      }
    }
    return "file://" + escaped(withoutDots(path));
  }

  /**
   * Percent-encoded UTF-8. Not by {@link URI#toASCIIString}: that composes accents, and a file
   * whose name is written in the decomposed form would never be found.
   */
  private static String escaped(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PATH_PUNCTUATION.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
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
