package io.hearthwatch.publish;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which URIs can still be come across: those of files that are there. Where a camera's folder is
 * missing or empty, nothing is called gone, because its disk may only not be mounted. What names no
 * file at all is nobody's: no file that is found has such a URI.
 *
 * <p>For one compaction, as it looks at each camera's folder once. Not safe to share between
 * threads.
 */
final class StillThere implements Predicate<String> {
  private final Path root;
  private final Map<Path, Boolean> present = new HashMap<>();

  /**
   * @param root the watched directory
   */
  StillThere(Path root) {
    this.root = root;
  }

  @Override
  public boolean test(String uri) {
    Optional<Path> named = OwnReference.file(uri);
    if (named.isEmpty()) {
      return false;
    }
    Path file = named.get();
    // A folder that cannot be read now does not tell that its files are gone.
    if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS) || !file.startsWith(root)) {
      return true;
    }
    Path camera = root.resolve(root.relativize(file).getName(0));
    return !present.computeIfAbsent(camera, StillThere::holdsSomething);
  }

  private static boolean holdsSomething(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    } catch (IOException notThere) {
      return false;
    }
  }
}
