package io.hearthwatch.ingest;

import io.hearthwatch.domain.Reason;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * Decides by its text alone whether a URI lies under one of the allowed roots, and gives the one
 * spelling of it that frame identity is built on. A record can therefore never name a place
 * outside, however it writes dots, escapes, hosts or schemes; what only the machine that reads can
 * see is checked by {@link io.hearthwatch.fetch}: symbolic links, redirects and the addresses
 * behind names.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class AllowedRoots implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_URI_LENGTH = 2048;

  private final List<String> roots;

  /**
   * @param roots URIs of directories: {@code file:///frames}, {@code s3://bucket/prefix}, {@code
   *     https://host/path}
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
   * @throws InvalidReferenceException {@link Reason#FORBIDDEN_URI} when it is not a URI under an
   *     allowed root; the message shows neither a query nor a user
   */
  public String canonical(String uri) throws InvalidReferenceException {
    String canonical;
    try {
      canonical = spelled(uri);
    } catch (URISyntaxException e) {
      throw forbidden(uri, e.getReason());
    }
    String place = withoutQuery(canonical);
    for (String root : roots) {
      if (place.startsWith(root + "/") && !place.endsWith("/")) {
        return canonical;
      }
    }
    throw forbidden(uri, "it is not under an allowed root (ingest.allowed-roots)");
  }

  private static InvalidReferenceException forbidden(String uri, String why) {
    return new InvalidReferenceException(
        Reason.FORBIDDEN_URI, "uri " + Quoted.of(withoutSecrets(uri)) + " may not be read: " + why);
  }

  /**
   * A URI as it may be shown: a query can hold a signature, and what stands before an {@code @} a
   * password.
   */
  public static String withoutSecrets(String uri) {
    String place = withoutQuery(uri).replaceFirst("//[^/]*@", "//...@");
    return uri.indexOf('?') < 0 ? place : place + "?...";
  }

  private static String withoutQuery(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /**
   * The canonical spelling of a root, without a slash at the end.
   *
   * @param root URI of a directory
   * @throws IllegalArgumentException naming the root when it is none
   */
  public static String canonicalRoot(String root) {
    try {
      String canonical = spelled(root);
      if (canonical.indexOf('?') >= 0) {
        throw new URISyntaxException("", "a root has no query");
      }
      return canonical.endsWith("/") ? canonical.substring(0, canonical.length() - 1) : canonical;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "allowed root "
              + Quoted.of(withoutSecrets(root))
              + " is not a file:, https: or store's URI of a directory: "
              + e.getReason(),
          e);
    }
  }

  private static String spelled(String text) throws URISyntaxException {
    if (text.length() > MAX_URI_LENGTH) {
      throw new URISyntaxException("", "it is longer than " + MAX_URI_LENGTH + " characters");
    }
    URI uri = new URI(text);
    if (uri.getScheme() == null) {
      throw new URISyntaxException("", "it has no scheme");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.isOpaque()) {
      throw new URISyntaxException("", "its path is not absolute");
    }
    return switch (scheme) {
      case "file" -> FileSpelling.of(uri);
      case "http", "https" -> WebSpelling.of(scheme, uri);
      default -> StoreSpelling.of(scheme, uri);
    };
  }
}
