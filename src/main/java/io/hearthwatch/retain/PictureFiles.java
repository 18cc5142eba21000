package io.hearthwatch.retain;

import io.hearthwatch.ingest.AllowedRoots;
import io.hearthwatch.ingest.InvalidReferenceException;
import io.hearthwatch.watch.CameraRegister;
import io.hearthwatch.watch.FileKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * The picture files below one directory. Symbolic links are never followed, neither when looking
 * nor when deleting: what lies elsewhere is not this directory's.
 */
final class PictureFiles {

  /** Takes what was found. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param uri as the ledger spells it
     * @param bytes size of the file
     * @param modified when it was last written, in whole microseconds as the database keeps them
     */
    void take(String uri, long bytes, Instant modified) throws IOException;
  }

  private final Path root;
  private final AllowedRoots spelling;
  private final Consumer<String> problems;

  /**
   * @param directory must exist
   * @param problems told what could not be looked at or deleted
   */
  PictureFiles(Path directory, Consumer<String> problems) throws IOException {
    this.root = directory.toRealPath();
    this.spelling = new AllowedRoots(List.of(root.toUri().toString()));
    this.problems = problems;
  }

  /** The directory's URI, as the ledger spells what lies in it; ends in a slash. */
  String uri() throws IOException {
    try {
      String inside = spelling.canonical(root.resolve("x").toUri().toString());
      return inside.substring(0, inside.length() - 1);
    } catch (InvalidReferenceException e) {
      throw new IOException("no reference can spell what lies in " + root, e);
    }
  }

  /** Hands out every picture file, in no order. */
  void find(Taker taker) throws IOException {
    Files.walkFileTree(root, visitor(taker));
  }

  /** What {@link #find} does with what it comes across. */
  FileVisitor<Path> visitor(Taker taker) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isForeign(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        if (attributes.isRegularFile()
            && FileKind.of(file.getFileName().toString()) == FileKind.PICTURE) {
          String uri = uriOf(file);
          if (uri != null) {
            taker.take(uri, attributes.size(), modified(attributes));
          }
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        // A folder is opened before preVisitDirectory is asked: root's lost+found comes here.
        if (!(e instanceof NoSuchFileException) && !isForeign(file)) {
          problems.accept("%s cannot be looked at, and stays (%s)".formatted(file, e));
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private boolean isForeign(Path file) {
    return !file.equals(root) && CameraRegister.isIgnored(file.getFileName().toString());
  }

  /** Null for a name that no reference can spell, so that no ledger row can mean the file. */
  private String uriOf(Path file) {
    try {
      String uri = spelling.canonical(file.toUri().toString());
      return Path.of(URI.create(uri)).equals(file) ? uri : null;
    } catch (InvalidReferenceException e) {
      return null;
    }
  }

  /**
   * Deletes a file that {@link #find} handed out, and the folders that it was the last one in, up
   * to but without its camera's.
   *
   * @return whether it is gone by this call; a file that is gone already, or is no longer the one
   *     that was found, is left alone
   */
  boolean delete(String uri, long bytes, Instant modified) {
    Path file = Path.of(URI.create(uri));
    try {
      Path folder = file.getParent();
      if (!folder.startsWith(root) || !folder.toRealPath().equals(folder)) {
        problems.accept("%s is now reached through a symbolic link, and stays".formatted(file));
        return false;
      }
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!now.isRegularFile() || now.size() != bytes || !modified(now).equals(modified)) {
        problems.accept("%s is no longer what was found, and stays".formatted(file));
        return false;
      }
      Files.delete(file);
      deleteEmpty(folder);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      problems.accept("%s cannot be deleted (%s)".formatted(file, e));
      return false;
    }
  }

  private static Instant modified(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
  }

  private void deleteEmpty(Path folder) throws IOException {
    Path empty = folder;
    while (empty.startsWith(root) && root.relativize(empty).getNameCount() > 1) {
      try {
        Files.delete(empty);
      } catch (DirectoryNotEmptyException | NoSuchFileException notOurs) {
        return;
      }
      empty = empty.getParent();
    }
  }
}
