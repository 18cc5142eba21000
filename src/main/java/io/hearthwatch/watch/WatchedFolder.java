package io.hearthwatch.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A folder below a camera's, and whether it must be listed again.
 *
 * <p>A folder's modification time changes with every file that is added to it, so one that did not
 * change needs no listing. Three things make that safe: the time counts only once it has stood
 * still for longer than the coarsest file system's tick, so nothing can be added within the same
 * tick afterwards; a folder with unfinished business is always listed; and every folder is listed
 * once a minute, for file systems that do not keep such times.
 */
final class WatchedFolder {
  private static final long COARSEST_TICK_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long FULL_LISTING_NANOS = Duration.ofMinutes(1).toNanos();

  /** What Java leaves as it is in a path's URI, next to letters and digits. */
  private static final String UNESCAPED = "-_.!~*'();:@&=+$,";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Path path;
  private final String uri;
  private final Map<String, WatchedFolder> folders = new HashMap<>();
  private FileTime modified;
  private long modifiedSinceNanos;
  private long listedNanos;
  private boolean quiet;

  /**
   * @param uri the path's, with a slash at its end
   */
  WatchedFolder(Path path, String uri) {
    this.path = path;
    this.uri = uri;
  }

  Path path() {
    return path;
  }

  /** The folders in this one by name, for whoever lists it to change. */
  Map<String, WatchedFolder> folders() {
    return folders;
  }

  /** Whether the folder, whose modification time is now this, has to be listed. */
  boolean mustList(FileTime now, long nowNanos) {
    if (!now.equals(modified)) {
      modified = now;
      modifiedSinceNanos = nowNanos;
      quiet = false;
    }
    return !quiet || nowNanos - listedNanos >= FULL_LISTING_NANOS;
  }

  /** Notes a listing, begun at this moment; unfinished if one of its files has to be seen again. */
  void listed(long nowNanos, boolean unfinished) {
    listedNanos = nowNanos;
    quiet = !unfinished && nowNanos - modifiedSinceNanos >= COARSEST_TICK_NANOS;
  }

  /**
   * The URI of something in this folder, equal to its {@link Path#toUri}, which would ask the disk
   * for each file whether it is a folder.
   */
  String uriOf(Path entry) {
    String name = entry.getFileName().toString();
    StringBuilder text = new StringBuilder(uri);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (b < 0) {
        // The bytes of such a name on disk are the platform's to know.
        return entry.toUri().toString();
      }
      char c = (char) b;
      if (isAsciiLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
