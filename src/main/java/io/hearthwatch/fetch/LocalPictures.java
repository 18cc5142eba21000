package io.hearthwatch.fetch;

import io.hearthwatch.domain.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Reads pictures from the local file system. A file is read only when it still lies under an
 * allowed root after all symbolic links are followed, is a regular file (opening a pipe would wait
 * for ever), and is not larger than the limit.
 *
 * <p>Safe to share between threads.
 */
public final class LocalPictures implements Pictures {
  private final List<Path> roots;
  private final long maxBytes;

  /**
   * @param roots canonical {@code file:} URIs of directories, which need not exist yet
   * @param maxBytes largest picture
   */
  public LocalPictures(List<String> roots, long maxBytes) {
    this.roots = roots.stream().map(root -> Path.of(URI.create(root))).toList();
    this.maxBytes = maxBytes;
  }

  @Override
  public byte[] read(String uri) throws FetchFailedException {
    try {
      Path file = Path.of(URI.create(uri)).toRealPath();
      requireUnderRoot(file, uri);
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new FetchFailedException(
            Reason.UNREADABLE_FILE, uri + " is not a regular file", false);
      }
      requireSize(attributes.size(), uri);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
        requireSize(bytes.length, uri);
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw FetchFailedException.missing(uri);
    } catch (IOException | IllegalArgumentException e) {
      // A loop of links, a name that is too long, a missing permission: the class says which.
      throw new FetchFailedException(
          Reason.UNREADABLE_FILE,
          uri + " cannot be read: " + e.getClass().getSimpleName(),
          e instanceof IOException);
    }
  }

  private void requireUnderRoot(Path file, String uri) throws IOException, FetchFailedException {
    for (Path root : roots) {
      if (Files.exists(root) && file.startsWith(root.toRealPath())) {
        return;
      }
    }
    throw new FetchFailedException(
        Reason.FORBIDDEN_URI, uri + " leads by symbolic links out of the allowed roots", false);
  }

  private void requireSize(long bytes, String uri) throws FetchFailedException {
    if (bytes > maxBytes) {
      throw FetchFailedException.tooLarge(uri, maxBytes);
    }
  }
}
