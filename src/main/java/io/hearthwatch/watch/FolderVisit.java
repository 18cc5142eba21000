package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One visit to a folder and all that are in it: lists those that changed, and looks at the files
 * that are neither known nor complete. What cannot be read is reported, and holds up nothing else.
 */
final class FolderVisit {
  private final SettleRule settle;
  private final Confirming confirming;
  private final Predicate<String> known;
  private final Problems problems;
  private final long nowNanos;
  private final List<FoundFile> found = new ArrayList<>();

  /** Looks at a file as its server knows it. */
  @FunctionalInterface
  interface Confirming {
    Look look(Path file) throws IOException;
  }

  /**
   * @param known whether the file of a URI was taken before
   * @param nowNanos the present on {@link System#nanoTime}'s clock
   */
  FolderVisit(
      SettleRule settle,
      Confirming confirming,
      Predicate<String> known,
      Problems problems,
      long nowNanos) {
    this.settle = settle;
    this.confirming = confirming;
    this.known = known;
    this.problems = problems;
    this.nowNanos = nowNanos;
  }

  /** The new, complete files come across so far. */
  List<FoundFile> found() {
    return found;
  }

  /** Visits a folder and those in it. */
  void through(WatchedFolder folder) {
    try {
      FileTime modified = Files.getLastModifiedTime(folder.path(), LinkOption.NOFOLLOW_LINKS);
      if (folder.mustList(modified, nowNanos)) {
        boolean unfinished = list(folder);
        folder.listed(nowNanos, unfinished);
      }
    } catch (NoSuchFileException | NotDirectoryException gone) {
      return;
    } catch (IOException e) {
      problems.report(folder.path().toString(), Unreadable.folder(folder.path(), e));
    }
    for (WatchedFolder inner : List.copyOf(folder.folders().values())) {
      through(inner);
    }
  }

  /** Whether something in the folder has to be seen again. */
  private boolean list(WatchedFolder folder) throws IOException {
    boolean unfinished = false;
    Set<String> inner = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        FileKind kind = FileKind.of(name);
        if (CameraRegister.isIgnored(name) && kind != FileKind.TEMPORARY) {
          continue;
        }
        if (folder.folders().containsKey(name)) {
          inner.add(name);
          continue;
        }
        String uri = folder.uriOf(entry);
        boolean media = kind == FileKind.PICTURE || kind == FileKind.VIDEO;
        if (media && known.test(uri)) {
          continue;
        }
        try {
          unfinished |= look(folder, entry, kind, uri, inner);
        } catch (NoSuchFileException gone) {
          continue;
        } catch (IOException e) {
          problems.report(entry.toString(), Unreadable.file(entry, e));
          unfinished = true;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    folder.folders().keySet().retainAll(inner);
    return unfinished;
  }

  private boolean look(
      WatchedFolder folder, Path entry, FileKind kind, String uri, Set<String> inner)
      throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String name = entry.getFileName().toString();
    if (attributes.isSymbolicLink()) {
      problems.report(entry.toString(), FolderWatch.symbolicLink(entry));
      return false;
    }
    if (attributes.isDirectory()) {
      if (!CameraRegister.isIgnored(name)) {
        folder.folders().put(name, new WatchedFolder(entry, uri + "/"));
        inner.add(name);
      }
      return false;
    }
    Look look = Look.of(attributes);
    if (kind == FileKind.TEMPORARY) {
      settle.temporary(look);
      // A hidden file may lie here for years; an upload under way is looked at on every pass.
      return !name.startsWith(".");
    }
    if (kind == FileKind.OTHER || !attributes.isRegularFile()) {
      return false;
    }
    if (settle.settled(uri, look, nowNanos, () -> confirming.look(entry))) {
      found.add(new FoundFile(entry, uri, kind, look));
    }
    return true;
  }
}
