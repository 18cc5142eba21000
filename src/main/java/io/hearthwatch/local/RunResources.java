package io.hearthwatch.local;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The servers and files of one run, closed in the reverse order of their registration: by {@link
 * #close}, at the latest in this JVM's shutdown hook (exit, Ctrl-C, SIGTERM). The hook is the only
 * one: hooks run at the same time, and a server must not lose what it stands on before it has
 * ended.
 *
 * <p>A main method that merely returns or throws does not end a JVM with a broker in it: use
 * try-with-resources, or exit.
 *
 * <p>Safe to share between threads.
 */
public final class RunResources implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(RunResources.class);

  private final String subject;
  private final Thread hook;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private volatile Runnable shutdownNotice = () -> {};
  private boolean closing;

  private RunResources(String subject) {
    this.subject = subject;
    this.hook = new Thread(this::closeAtShutdown, "close-resources");
  }

  /**
   * Starts with nothing, and with the shutdown hook in place.
   *
   * @param subject what an error names, such as a directory
   */
  public static RunResources of(String subject) {
    RunResources resources = new RunResources(subject);
    Runtime.getRuntime().addShutdownHook(resources.hook);
    return resources;
  }

  /**
   * Has the resource closed before all that was registered earlier.
   *
   * @return the resource
   * @throws IllegalStateException if the run is closing; the resource has been closed then
   */
  public <T extends AutoCloseable> T register(T resource) {
    synchronized (resources) {
      if (!closing) {
        resources.push(resource);
        return resource;
      }
    }
    IllegalStateException late = new IllegalStateException(subject + " is being closed");
    try {
      resource.close();
    } catch (Exception e) {
      late.addSuppressed(e);
    }
    throw late;
  }

  /** Has this run first when the end of the JVM, a Ctrl-C for one, closes the resources. */
  public void onShutdown(Runnable notice) {
    shutdownNotice = notice;
  }

  /** Whether all is being closed or is closed: what fails now fails because of that. */
  public boolean isClosing() {
    synchronized (resources) {
      return closing;
    }
  }

  /**
   * Closes what was registered, last first; goes on after a failure. Idempotent; a second caller
   * waits for the first.
   *
   * @throws IOException if something could not be closed, all failures attached
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
    IOException failure = new IOException("could not clear away " + subject);
    while (!resources.isEmpty()) {
      attempt(resources.pop(), failure);
    }
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
