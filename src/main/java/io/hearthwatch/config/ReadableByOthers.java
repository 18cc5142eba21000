package io.hearthwatch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a file of one's own with a secret in it lies open to other users of the machine, by the
 * rule that ssh has for keys: neither group nor others may read it. A folder that lets none of them
 * in protects it as well. Files of somebody else are not judged: whoever mounts a secret into a
 * container decides about its mode.
 */
final class ReadableByOthers {
  private ReadableByOthers() {}

  /**
   * Looks.
   *
   * @return the mode, as in {@code rw-r--r--}, of a file that others can read; empty for all
   *     others, and where a file system keeps no such modes
   */
  static Optional<String> mode(Path file) throws IOException {
    try {
      Path real = file.toRealPath();
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(real);
      boolean own = Files.getOwner(real).getName().equals(System.getProperty("user.name"));
      boolean open =
          readable(real, mode, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE)
              || readable(
                  real, mode, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
      return own && open ? Optional.of(PosixFilePermissions.toString(mode)) : Optional.empty();
    } catch (UnsupportedOperationException noSuchPermissionsHere) {
      return Optional.empty();
    }
  }

  private static boolean readable(
      Path file, Set<PosixFilePermission> mode, PosixFilePermission read, PosixFilePermission enter)
      throws IOException {
    if (!mode.contains(read)) {
      return false;
    }
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (!Files.getPosixFilePermissions(folder).contains(enter)) {
        return false;
      }
    }
    return true;
  }
}
