package io.hearthwatch.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All allowed places together: the URI's scheme says who reads. */
public final class StoredPictures implements Pictures {
  private final Map<String, Pictures> byScheme;

  private StoredPictures(Map<String, Pictures> byScheme) {
    this.byScheme = byScheme;
  }

  /**
   * A reader for each scheme among the roots.
   *
   * @param roots canonical URIs under which pictures may be read
   * @param settings bounds of the reads
   * @throws IOException when Flink has no file system for one of the schemes; says what to do
   */
  public static StoredPictures of(List<String> roots, FetchSettings settings) throws IOException {
    Map<String, List<String>> rootsByScheme = new LinkedHashMap<>();
    for (String root : roots) {
      rootsByScheme.computeIfAbsent(scheme(root), s -> new ArrayList<>()).add(root);
    }
    Map<String, Pictures> byScheme = new LinkedHashMap<>();
    Pictures web = null;
    for (Map.Entry<String, List<String>> place : rootsByScheme.entrySet()) {
      String scheme = place.getKey();
      switch (scheme) {
        case "file" ->
            byScheme.put(scheme, new LocalPictures(place.getValue(), settings.maxBytes()));
        case "http", "https" -> {
          if (web == null) {
            web =
                new WebPictures(
                    roots,
                    new WebHosts(roots, settings.innerHosts(), InetAddress::getAllByName),
                    settings);
          }
          byScheme.put(scheme, web);
        }
        default ->
            byScheme.put(
                scheme, FileSystemPictures.of(place.getValue().get(0), settings.maxBytes()));
      }
    }
    return new StoredPictures(byScheme);
  }

  @Override
  public byte[] read(String uri) throws FetchFailedException {
    Pictures pictures = byScheme.get(scheme(uri));
    if (pictures == null) {
      throw new IllegalArgumentException("no root has the scheme of " + scheme(uri) + ":");
    }
    return pictures.read(uri);
  }

  private static String scheme(String uri) {
    return URI.create(uri).getScheme();
  }

  @Override
  public void close() {
    byScheme.values().forEach(Pictures::close);
  }
}
