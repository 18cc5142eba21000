package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A temporary directory for one run, readable by its owner only, with the servers that live in it.
 *
 * <p>Closing it, at the latest in this JVM's shutdown hook (exit, Ctrl-C, SIGTERM), closes all that
 * was registered, last first, stops any Postgres still running on data in it, and deletes it. The
 * hook is the only one: hooks run at the same time, and a server must not lose its files before it
 * has ended. What a {@code kill -9} left behind goes when the next one is created.
 *
 * <p>A main method that merely returns or throws does not end a JVM with a broker in it: use
 * try-with-resources, or exit.
 *
 * <p>Safe to share between threads.
 */
public final class WorkDirectory implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(WorkDirectory.class);

  private final Path path;
  private final OwnerFile owner;
  private final Thread hook;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private volatile Runnable shutdownNotice = () -> {};
  private boolean closing;

  private WorkDirectory(Path path, OwnerFile owner) {
    this.path = path;
    this.owner = owner;
    this.hook = new Thread(this::closeAtShutdown, "work-directory-cleanup");
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
    Runtime.getRuntime().addShutdownHook(directory.hook);
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
    synchronized (resources) {
      if (!closing) {
        resources.push(resource);
        return resource;
      }
    }
    IllegalStateException late = new IllegalStateException(path + " is being closed");
    try {
      resource.close();
    } catch (Exception e) {
      late.addSuppressed(e);
    }
    throw late;
  }

  /** Has this run first when the end of the JVM, a Ctrl-C for one, closes the directory. */
  public void onShutdown(Runnable notice) {
    shutdownNotice = notice;
  }

  /** Whether the directory is being closed or is closed: what fails now fails because of that. */
  public boolean isClosing() {
    synchronized (resources) {
      return closing;
    }
  }

  /**
   * Closes what was registered, last first, and deletes the directory; goes on after a failure.
   * Idempotent; a second caller waits for the first.
   *
   * @throws IOException if something could not be closed or deleted, all failures attached
   */
  @Override
  public void close() throws IOException {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      LOG.debug("closed during shutdown; the hook finds nothing left to do");
    }
  }

  private synchronized void closeAll() throws IOException {
    synchronized (resources) {
      if (closing) {
        return;
      }
      closing = true;
    }
    IOException failure = new IOException("could not clear away " + path);
    while (!resources.isEmpty()) {
      attempt(resources.pop(), failure);
    }
    attempt(() -> StrayPostgres.stopAllUnder(path), failure);
    attempt(() -> DirectoryTree.delete(path), failure);
    attempt(owner, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void attempt(AutoCloseable step, IOException failure) {
    try {
      step.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private void closeAtShutdown() {
    if (!isClosing()) {
      shutdownNotice.run();
    }
    try {
      closeAll();
    } catch (IOException e) {
      // Not logged: the logging system has a hook of its own and may have ended already.
      System.err.println(e.getMessage());
      for (Throwable cause : e.getSuppressed()) {
        System.err.println("  " + cause);
      }
    }
  }
}
