package io.hearthwatch.watch;

import java.text.Normalizer;
import java.util.Optional;

/** Makes camera ids, {@code [A-Za-z0-9_-]{1,64}}, out of folder names. */
public final class CameraId {
  private static final int MAX_LENGTH = 64;

  private CameraId() {}

  /**
   * The name itself if it is an id; else without accents, with one dash for each run of other
   * characters, cut to length.
   *
   * @return empty if nothing of the name is left
   */
  public static Optional<String> of(String folder) {
    if (folder.matches("[A-Za-z0-9_-]{1,64}")) {
      return Optional.of(folder);
    }
    String plain =
        Normalizer.normalize(folder, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^A-Za-z0-9_-]+", "-")
            .replaceAll("^-+", "");
    String id = plain.substring(0, Math.min(MAX_LENGTH, plain.length())).replaceAll("-+$", "");
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }
}
