package io.hearthwatch.cache;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The files of a cache, and the room they take. Thread-safe; one instance per directory and
 * process, other processes may use the directory too.
 *
 * <p>Nobody keeps a list of entries. Whoever has written a thirty-second of the limit looks through
 * the directory and removes the oldest entries (as {@link AgeClasses} tells them) down to seven
 * eighths of it: so up to four processes together never exceed the limit, and a process that dies
 * leaves nothing wrong behind.
 */
final class CacheDirectory {
  /** End of an entry's name. */
  static final String ENTRY = ".frame";

  private static final String UNFINISHED = ".tmp";

  /** A file that is not finished after this time was left by a process that died. */
  private static final long ABANDONED_MILLIS = 600_000;

  /** The directory itself and the 256 below it. */
  private static final int DEPTH = 2;

  private static final Map<Path, CacheDirectory> OPEN = new ConcurrentHashMap<>();

  private final Path root;

  /** Bytes written since the last look; at first unknown, so that the first write looks. */
  private long written = Long.MAX_VALUE / 2;

  /** A directory that is there; this process asks {@link #at} for it. */
  CacheDirectory(Path root) {
    this.root = root;
  }

  /**
   * The directory of this path, made when it is not there.
   *
   * @throws IOException when it cannot be made, or is no directory that can be written
   */
  static CacheDirectory at(Path path) throws IOException {
    Files.createDirectories(path);
    Path root = path.toRealPath();
    if (!Files.isWritable(root)) {
      throw new IOException(root + " (detect.cache) cannot be written by this user");
    }
    return OPEN.computeIfAbsent(root, CacheDirectory::new);
  }

  /** Where an entry lies, or would. */
  Path entry(FrameKey key) {
    return root.resolve(key.directory()).resolve(key.fileName());
  }

  /** A name that nobody else uses, on the entry's file system. */
  Path unfinished(FrameKey key) {
    return root.resolve(key.directory())
        .resolve(key.sha256() + "-" + UUID.randomUUID() + UNFINISHED);
  }

  /** Makes a finished file the entry, in one step. */
  void publish(Path unfinished, FrameKey key) throws IOException {
    Files.move(unfinished, entry(key), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Makes room for an entry.
   *
   * @param bytes its size
   * @param maxBytes limit of the whole directory
   * @return entries that were removed
   */
  synchronized long reserve(long bytes, long maxBytes) throws IOException {
    long removed = 0;
    if (written + bytes > maxBytes / 32) {
      removed = removeOldest(maxBytes / 8 * 7 - bytes);
      written = 0;
    }
    written += bytes;
    return removed;
  }

  /**
   * Goes through the directory twice rather than remember millions of files; on the way removes
   * what processes that died left unfinished.
   */
  private long removeOldest(long keep) throws IOException {
    AgeClasses ages = new AgeClasses();
    long abandoned = System.currentTimeMillis() - ABANDONED_MILLIS;
    visit(
        (file, size, millis) -> {
          if (isEntry(file)) {
            ages.add(millis, size);
          } else if (file.toString().endsWith(UNFINISHED) && millis < abandoned) {
            Files.deleteIfExists(file);
          }
        });
    if (ages.total() <= keep) {
      return 0;
    }
    AgeClasses.Cut cut = ages.cut(keep);
    LongAdder removed = new LongAdder();
    visit(
        (file, size, millis) -> {
          if (isEntry(file) && cut.takes(millis, size) && Files.deleteIfExists(file)) {
            removed.increment();
          }
        });
    return removed.sum();
  }

  /** Bytes of all entries; other files do not count. */
  long bytes() throws IOException {
    LongAdder bytes = new LongAdder();
    visit((file, size, millis) -> bytes.add(isEntry(file) ? size : 0));
    return bytes.sum();
  }

  private static boolean isEntry(Path file) {
    return file.toString().endsWith(ENTRY);
  }

  /** Is shown every file, in no order. */
  private interface Visitor {
    void file(Path file, long bytes, long millis) throws IOException;
  }

  private void visit(Visitor visitor) throws IOException {
    Files.walkFileTree(
        root,
        Set.of(),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            visitor.file(file, attributes.size(), attributes.lastModifiedTime().toMillis());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // Another process removed it between listing and looking; or it is nobody's entry, such
            // as a file system's own lost+found.
            if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }
}
