package io.hearthwatch.watch;

import java.util.Locale;
import java.util.Set;

/** What a file's name says that it is. */
public enum FileKind {
  /** {@code .jpg}, {@code .jpeg}, {@code .png}, {@code .webp}, in any case. */
  PICTURE,
  /** {@code .mp4}, {@code .mkv}, {@code .avi}, {@code .mov}, in any case. */
  VIDEO,
  /** What uploaders call a file until it is complete: a dot first, or an ending such as .part. */
  TEMPORARY,
  /** Anything else. */
  OTHER;

  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp");
  private static final Set<String> VIDEOS = Set.of("mp4", "mkv", "avi", "mov");
  private static final Set<String> TEMPORARIES =
      Set.of("tmp", "temp", "part", "partial", "filepart", "upload", "uploading", "crdownload");

  /** The kind of a file of this name. */
  public static FileKind of(String name) {
    if (name.startsWith(".") || name.endsWith("~")) {
      return TEMPORARY;
    }
    int dot = name.lastIndexOf('.');
    String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (dot < 1) {
      return OTHER;
    }
    if (PICTURES.contains(ending)) {
      return PICTURE;
    }
    if (VIDEOS.contains(ending)) {
      return VIDEO;
    }
    return TEMPORARIES.contains(ending) ? TEMPORARY : OTHER;
  }
}
