package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary directory for one run, readable by its owner only, with the servers that live in it.
 *
 * <p>Closing it, at the latest in this JVM's shutdown hook, closes all that was registered, last
 * first ({@link RunResources}), stops any Postgres still running on data in it, and deletes it.
 * What a {@code kill -9} left behind goes when the next one is created.
 *
 * <p>Safe to share between threads.
 */
public final class WorkDirectory implements AutoCloseable {
  private final Path path;
  private final RunResources resources;

  private WorkDirectory(Path path, OwnerFile owner) {
    this.path = path;
    this.resources = RunResources.of(path.toString());
    resources.register(owner);
    resources.register(() -> DirectoryTree.delete(path));
    resources.register(() -> StrayPostgres.stopAllUnder(path));
  }

  /**
   * Creates {@code hearthwatch-<purpose>-…} under {@code java.io.tmpdir}, after clearing away what
   * dead processes left there under the same purpose.
   *
   * @param purpose lower-case letters and dashes
   * @throws IOException if the directory cannot be created
   */
  public static WorkDirectory create(String purpose) throws IOException {
    return createIn(Path.of(System.getProperty("java.io.tmpdir")), purpose);
  }

  /** As {@link #create}, under another existing directory. */
  public static WorkDirectory createIn(Path parent, String purpose) throws IOException {
    if (!purpose.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException(
          "purpose '" + purpose + "' is not made of lower-case words joined by dashes");
    }
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new IOException(
          parent + " is no directory that can be written: set TMPDIR to one for temporary files");
    }
    String prefix = "hearthwatch-" + purpose + "-";
    // Created for the owner only (0700), by contract of createTempDirectory.
    Path path = Files.createTempDirectory(parent.toRealPath(), prefix);
    WorkDirectory directory = new WorkDirectory(path, OwnerFile.claim(path));
    StaleDirectories.clear(path.getParent(), prefix, path);
    return directory;
  }

  /** The directory itself, absolute and free of symbolic links. */
  public Path path() {
    return path;
  }

  /** A path in the directory; nothing is created. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /**
   * Has the resource closed before the directory goes and before all that was registered earlier.
   *
   * @return the resource
   * @throws IllegalStateException if the directory is closing; the resource has been closed then
   */
  public <T extends AutoCloseable> T register(T resource) {
    return resources.register(resource);
  }

  /** Has this run first when the end of the JVM, a Ctrl-C for one, closes the directory. */
  public void onShutdown(Runnable notice) {
    resources.onShutdown(notice);
  }

  /** Whether the directory is being closed or is closed: what fails now fails because of that. */
  public boolean isClosing() {
    return resources.isClosing();
  }

  /**
   * Closes what was registered, last first, and deletes the directory; goes on after a failure.
   * Idempotent; a second caller waits for the first.
   *
   * @throws IOException if something could not be closed or deleted, all failures attached
   */
  @Override
  public void close() throws IOException {
    resources.close();
  }
}
