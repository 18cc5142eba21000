package io.hearthwatch.home;

import io.hearthwatch.local.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of all runs: {@code run-000017/<job>/chk-42}, each with a {@link Seal} once it is
 * complete. Newer is what has the higher run, then the higher number: clocks may be wrong after a
 * power failure.
 *
 * <p>Not safe to share between threads.
 */
final class CheckpointFolder {
  /** How many are kept. */
  static final int RETAINED = 3;

  private static final Pattern RUN = Pattern.compile("run-([0-9]{6,18})");
  private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");

  private final Path root;

  /** A checkpoint's directory, with what orders it. */
  private record Checkpoint(long run, long number, Path path) {
    Path seal() {
      return path.getParent().resolveSibling("seals").resolve(path.getFileName());
    }
  }

  /**
   * Where a job takes up.
   *
   * @param checkpoint its directory; null if there is none that can be read
   * @param unreadable newer ones that are not as they were, or were not accepted
   */
  record Resume(Path checkpoint, List<Path> unreadable) {}

  CheckpointFolder(Path root) {
    this.root = root;
  }

  /** Where a run's job puts its checkpoints. */
  Path begin(long run) throws IOException {
    Path path = root.resolve("run-%06d".formatted(run));
    Files.createDirectories(path.resolve("seals"));
    return path;
  }

  /**
   * The newest checkpoint that is as it was when it was complete.
   *
   * @param accepted whether a job could start from such a one
   */
  Resume newestReadable(Predicate<Path> accepted) throws IOException {
    List<Path> unreadable = new ArrayList<>();
    for (Checkpoint checkpoint : newestFirst()) {
      if (Seal.holds(checkpoint.path, checkpoint.seal()) && accepted.test(checkpoint.path)) {
        return new Resume(checkpoint.path, unreadable);
      }
      unreadable.add(checkpoint.path);
    }
    return new Resume(null, unreadable);
  }

  /**
   * Seals what a run's job has completed since the last call; runs go behind which there are enough
   * sealed ones, however short each run was.
   *
   * @return when the newest sealed one was complete; empty if the run has none yet
   * @throws IOException if a seal cannot be written
   */
  Optional<Instant> keep(long run) throws IOException {
    List<Checkpoint> own = newestFirst().stream().filter(c -> c.run == run).toList();
    List<Checkpoint> sealed = new ArrayList<>();
    for (Checkpoint checkpoint : own) {
      if (Files.exists(checkpoint.seal()) || seal(checkpoint)) {
        sealed.add(checkpoint);
      }
    }
    removeSealsOfNothing(run);
    removeRunsBehindEnough();
    return sealed.isEmpty() ? Optional.empty() : modified(sealed.get(0).seal());
  }

  private static Optional<Instant> modified(Path seal) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(seal).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** False if the checkpoint went meanwhile, as one does when newer ones are there. */
  private static boolean seal(Checkpoint checkpoint) throws IOException {
    try {
      Seal.write(checkpoint.path, checkpoint.seal());
      return true;
    } catch (IOException | UncheckedIOException e) {
      if (Files.exists(checkpoint.path.resolve("_metadata"))) {
        throw e;
      }
      return false;
    }
  }

  /** Those that a job may be resumed from, newest first. */
  List<Path> sealed() throws IOException {
    return newestFirst().stream()
        .filter(checkpoint -> Files.exists(checkpoint.seal()))
        .map(Checkpoint::path)
        .toList();
  }

  private void removeRunsBehindEnough() throws IOException {
    List<Long> sealedRuns =
        newestFirst().stream()
            .filter(checkpoint -> Files.exists(checkpoint.seal()))
            .map(Checkpoint::run)
            .toList();
    if (sealedRuns.size() < RETAINED) {
      return;
    }
    long oldestKept = sealedRuns.get(RETAINED - 1);
    for (Path path : entries(root)) {
      Matcher matcher = RUN.matcher(path.getFileName().toString());
      if (matcher.matches() && Long.parseLong(matcher.group(1)) < oldestKept) {
        DirectoryTree.delete(path);
      }
    }
  }

  private void removeSealsOfNothing(long run) throws IOException {
    List<Path> there =
        newestFirst().stream().filter(c -> c.run == run).map(Checkpoint::seal).toList();
    for (Path seal : entries(begin(run).resolve("seals"))) {
      if (!there.contains(seal)) {
        Files.deleteIfExists(seal);
      }
    }
  }

  /** Those whose last file, the metadata, is there. */
  private List<Checkpoint> newestFirst() throws IOException {
    List<Checkpoint> found = new ArrayList<>();
    for (Path run : entries(root)) {
      Matcher matcher = RUN.matcher(run.getFileName().toString());
      if (matcher.matches()) {
        for (Path job : entries(run)) {
          addAll(Long.parseLong(matcher.group(1)), job, found);
        }
      }
    }
    found.sort(
        Comparator.comparingLong(Checkpoint::run).thenComparingLong(Checkpoint::number).reversed());
    return found;
  }

  private static void addAll(long run, Path job, List<Checkpoint> found) throws IOException {
    for (Path path : entries(job)) {
      Matcher matcher = CHECKPOINT.matcher(path.getFileName().toString());
      if (matcher.matches() && Files.exists(path.resolve("_metadata"))) {
        found.add(new Checkpoint(run, Long.parseLong(matcher.group(1)), path));
      }
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(entries::add);
      }
    }
    return entries;
  }
}
