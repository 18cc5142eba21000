package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What a file looked like at one moment.
 *
 * @param size bytes
 * @param modified when it was last written, by its file system's clock
 * @param identity what stays through a renaming (device and inode); null where nothing does
 */
public record Look(long size, FileTime modified, Object identity) {

  /** Looks at a regular file now; a symbolic link is not followed. */
  public static Look at(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Opens a file and looks at it while it is open. A client of a network file system may answer an
   * ordinary look from memory, seconds or a minute old; opening makes it ask the server.
   *
   * <p>The open file itself is not asked for its size: Java would close it at an interrupt, and
   * that would look like a fault of the file.
   *
   * @throws IOException if it cannot be opened for reading
   */
  public static Look opened(Path file) throws IOException {
    FileChannel open = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (open) {
      return at(file);
    }
  }

  static Look of(BasicFileAttributes attributes) {
    return new Look(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  /**
   * Whether nothing was written between the two. Identity does not count: some network file systems
   * number their files anew on every look.
   */
  public boolean sameContent(Look other) {
    return size == other.size && modified.equals(other.modified);
  }
}
