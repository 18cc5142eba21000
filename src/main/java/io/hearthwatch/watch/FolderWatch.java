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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what is new in a directory whose sub-folders are cameras, by looking: file systems of a
 * network do not tell what others wrote to them.
 *
 * <p>Folders inside a camera's, by date or otherwise, belong to it. Symbolic links are not
 * followed: the job reads only what really lies under the directory it is allowed to read. A pass
 * lists the folders that changed ({@link WatchedFolder}) and looks at the files that are neither
 * known nor complete; memory is needed for the folders, for the incomplete files, and for one
 * camera's new ones.
 *
 * <p>Not safe to share between threads, except for {@link #waiting} and {@link #cameras}.
 */
public final class FolderWatch {
  private static final Comparator<SettledFile> BY_CAPTURE =
      Comparator.comparing(SettledFile::capturedAt)
          .thenComparing(file -> file.path().toString(), NaturalOrder.INSTANCE);

  private static final Comparator<Found> BY_WRITING =
      Comparator.comparing((Found file) -> file.look.modified())
          .thenComparing(file -> file.path.toString(), NaturalOrder.INSTANCE);

  private final CameraRegister register;
  private final SettleRule settle;
  private final CaptureClock clock;
  private final Predicate<String> known;
  private final Problems problems;
  private final Confirming confirming;
  private final Map<Path, WatchedFolder> folders = new HashMap<>();
  private volatile int waiting;
  private volatile int cameras;

  /** Looks at a file as its server knows it. */
  @FunctionalInterface
  interface Confirming {
    Look look(Path file) throws IOException;
  }

  private record Found(Path path, String uri, FileKind kind, Look look) {}

  /** Takes one camera's new files. */
  @FunctionalInterface
  public interface Taker {
    /**
     * @param files by capture time, then by name in natural order; never empty. One that is not
     *     known by the next pass is handed out again.
     */
    void take(List<SettledFile> files) throws IOException, InterruptedException;
  }

  /**
   * @param root an existing directory, absolute, without symbolic links
   * @param settle how long a file must stand still to be complete
   * @param zone in which times in names are meant
   * @param known whether the file of a URI was taken before
   * @param problems told what is wrong while everything else goes on
   */
  public FolderWatch(
      Path root, Duration settle, ZoneId zone, Predicate<String> known, Problems problems) {
    this(root, settle, zone, known, problems, Look::opened);
  }

  /** With another way to confirm what a file looks like; for tests of what a network can do. */
  FolderWatch(
      Path root,
      Duration settle,
      ZoneId zone,
      Predicate<String> known,
      Problems problems,
      Confirming confirming) {
    this.register = new CameraRegister(root);
    this.settle = new SettleRule(settle);
    this.clock = new CaptureClock(zone);
    this.known = known;
    this.problems = problems;
    this.confirming = confirming;
  }

  /** Notes when a camera took a picture that is known already, see {@link CaptureClock}. */
  public void noteCapture(String cameraId, Instant capturedAt) {
    clock.note(cameraId, capturedAt);
  }

  /**
   * Looks once through all cameras.
   *
   * @param nowNanos the present on {@link System#nanoTime}'s clock
   * @throws IOException if the directory itself cannot be listed, or from the taker
   */
  public void pass(long nowNanos, Taker taker) throws IOException, InterruptedException {
    settle.beginPass();
    Map<String, Path> present = register.refresh(problems);
    folders.keySet().retainAll(new HashSet<>(present.values()));
    cameras = present.size();
    int taken = 0;
    for (Map.Entry<String, Path> camera : present.entrySet()) {
      List<Found> found = new ArrayList<>();
      visit(folders.computeIfAbsent(camera.getValue(), FolderWatch::top), nowNanos, found);
      if (!found.isEmpty()) {
        taken += found.size();
        taker.take(inOrder(camera.getKey(), camera.getValue(), found));
      }
    }
    settle.endPass();
    waiting = settle.remembered() - taken;
  }

  /** Files that were there in the last pass but not complete. */
  public int waiting() {
    return waiting;
  }

  /** Cameras in the last pass. */
  public int cameras() {
    return cameras;
  }

  static String symbolicLink(Path path) {
    return path + " is a symbolic link: put what it points to in its place";
  }

  private static WatchedFolder top(Path path) {
    return new WatchedFolder(path, path.toUri().toString());
  }

  private List<SettledFile> inOrder(String cameraId, Path folder, List<Found> found) {
    found.sort(BY_WRITING);
    List<SettledFile> files = new ArrayList<>(found.size());
    for (Found file : found) {
      CaptureClock.Reading reading =
          clock.read(cameraId, folder.relativize(file.path), file.look.modified());
      files.add(
          new SettledFile(
              cameraId,
              file.path,
              file.uri,
              file.kind,
              reading.time(),
              reading.fromName(),
              file.look));
    }
    files.sort(BY_CAPTURE);
    return files;
  }

  private void visit(WatchedFolder folder, long nowNanos, List<Found> found) {
    try {
      FileTime modified = Files.getLastModifiedTime(folder.path(), LinkOption.NOFOLLOW_LINKS);
      if (folder.mustList(modified, nowNanos)) {
        boolean unfinished = list(folder, nowNanos, found);
        folder.listed(nowNanos, unfinished);
      }
    } catch (NoSuchFileException | NotDirectoryException gone) {
      return;
    } catch (IOException e) {
      problems.report(
          folder.path().toString(),
          "folder %s cannot be read (%s): check its permissions".formatted(folder.path(), e));
      return;
    }
    for (WatchedFolder inner : List.copyOf(folder.folders().values())) {
      visit(inner, nowNanos, found);
    }
  }

  /** Whether something in the folder has to be seen again. */
  private boolean list(WatchedFolder folder, long nowNanos, List<Found> found) throws IOException {
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
        if (!(media && known.test(uri))) {
          unfinished |= look(folder, entry, kind, uri, nowNanos, inner, found);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    folder.folders().keySet().retainAll(inner);
    return unfinished;
  }

  private boolean look(
      WatchedFolder folder,
      Path entry,
      FileKind kind,
      String uri,
      long nowNanos,
      Set<String> inner,
      List<Found> found)
      throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return false;
    }
    String name = entry.getFileName().toString();
    if (attributes.isSymbolicLink()) {
      problems.report(entry.toString(), symbolicLink(entry));
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
      found.add(new Found(entry, uri, kind, look));
    }
    return true;
  }
}
