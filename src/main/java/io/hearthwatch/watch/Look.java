package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
