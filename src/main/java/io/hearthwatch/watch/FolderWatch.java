package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Comparator<FoundFile> BY_WRITING =
      Comparator.comparing((FoundFile file) -> file.look().modified())
          .thenComparing(file -> file.path().toString(), NaturalOrder.INSTANCE);

  private final Path root;
  private final CameraRegister register;
  private final SettleRule settle;
  private final CaptureClock clock;
  private final Predicate<String> known;
  private final Problems problems;
  private final FolderVisit.Confirming confirming;
  private final Map<Path, WatchedFolder> folders = new HashMap<>();
  private volatile int waiting;
  private volatile int cameras;

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
   * @param owners which folder each camera id belongs to
   * @param problems told what is wrong while everything else goes on
   */
  public FolderWatch(
      Path root,
      Duration settle,
      ZoneId zone,
      Predicate<String> known,
      CameraOwners owners,
      Problems problems) {
    this(root, settle, zone, known, owners, problems, Look::opened);
  }

  /** With another way to confirm what a file looks like; for tests of what a network can do. */
  FolderWatch(
      Path root,
      Duration settle,
      ZoneId zone,
      Predicate<String> known,
      CameraOwners owners,
      Problems problems,
      FolderVisit.Confirming confirming) {
    this.root = root;
    this.register = new CameraRegister(root, owners);
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
   * Looks once through all cameras. What cannot be read is reported, passed over, and tried again
   * by the next pass.
   *
   * @param nowNanos the present on {@link System#nanoTime}'s clock
   * @throws IOException from the taker only
   */
  public void pass(long nowNanos, Taker taker) throws IOException, InterruptedException {
    Optional<Map<String, Path>> listed = listCameras();
    if (listed.isEmpty()) {
      return;
    }
    Map<String, Path> present = listed.get();
    settle.beginPass();
    folders.keySet().retainAll(new HashSet<>(present.values()));
    cameras = present.size();
    int taken = 0;
    for (Map.Entry<String, Path> camera : present.entrySet()) {
      WatchedFolder top = folders.computeIfAbsent(camera.getValue(), FolderWatch::top);
      List<FoundFile> found = visit(top, nowNanos);
      if (!found.isEmpty()) {
        taken += found.size();
        taker.take(inOrder(camera.getKey(), camera.getValue(), found));
      }
    }
    settle.endPass();
    waiting = settle.remembered() - taken;
  }

  /** The cameras there are; empty if the directory cannot be read now. */
  private Optional<Map<String, Path>> listCameras() {
    try {
      return Optional.of(register.refresh(problems));
    } catch (NoSuchFileException e) {
      problems.report(root.toString(), "%s is gone: waits until it is back".formatted(root));
    } catch (IOException e) {
      problems.report(root.toString(), Unreadable.folder(root, e));
    }
    return Optional.empty();
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

  private List<FoundFile> visit(WatchedFolder top, long nowNanos) {
    FolderVisit visit = new FolderVisit(settle, confirming, known, problems, nowNanos);
    visit.through(top);
    return visit.found();
  }

  private static WatchedFolder top(Path path) {
    return new WatchedFolder(path, path.toUri().toString());
  }

  private List<SettledFile> inOrder(String cameraId, Path folder, List<FoundFile> found) {
    found.sort(BY_WRITING);
    List<SettledFile> files = new ArrayList<>(found.size());
    for (FoundFile file : found) {
      CaptureClock.Reading reading =
          clock.read(cameraId, folder.relativize(file.path()), file.look().modified());
      files.add(
          new SettledFile(
              cameraId,
              file.path(),
              file.uri(),
              file.kind(),
              reading.time(),
              reading.fromName(),
              file.look()));
    }
    files.sort(BY_CAPTURE);
    return files;
  }
}
