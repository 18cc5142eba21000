package io.hearthwatch.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The broker and the database of a local run, started at the same time in one work directory.
 *
 * <p>Registers itself with the directory before it starts anything, so a Ctrl-C in the middle of
 * the start is followed through: the shutdown waits for the starts under way and stops what came of
 * them. Whoever uses the services registers with the same directory afterwards and is therefore
 * closed before them.
 *
 * <p>Prints nothing. Safe to share between threads.
 */
public final class DemoServices implements AutoCloseable {
  private final CompletableFuture<EmbeddedBroker> broker = new CompletableFuture<>();
  private final CompletableFuture<EmbeddedDatabase> database = new CompletableFuture<>();
  private boolean begun;
  private boolean closed;

  private DemoServices() {}

  /**
   * Starts both and returns when both answer.
   *
   * @param directory where their files go; closing it closes them
   * @throws IOException if one does not start; the other has been stopped then
   */
  public static DemoServices start(WorkDirectory directory) throws IOException {
    DemoServices services = directory.register(new DemoServices());
    services.begin(directory);
    try {
      outcome(services.broker);
      outcome(services.database);
      return services;
    } catch (IOException e) {
      try {
        services.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The broker. */
  public EmbeddedBroker broker() {
    return broker.join();
  }

  /** The database. */
  public EmbeddedDatabase database() {
    return database.join();
  }

  /** Stops both, after waiting for a start under way. Idempotent. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      if (!begun) {
        return;
      }
    }
    try {
      closeWhatStarted(broker);
    } finally {
      closeWhatStarted(database);
    }
  }

  private synchronized void begin(WorkDirectory directory) {
    if (closed) {
      throw new IllegalStateException("closed before the start");
    }
    begun = true;
    launch("start-broker", broker, EmbeddedBroker::start, directory.resolve("kafka"));
    launch("start-database", database, EmbeddedDatabase::start, directory.resolve("postgres"));
  }

  private static <T> void launch(
      String name, CompletableFuture<T> outcome, Start<T> server, Path directory) {
    Runnable start =
        () -> {
          try {
            outcome.complete(server.in(directory));
          } catch (IOException | RuntimeException | Error e) {
            outcome.completeExceptionally(e);
          }
        };
    new Thread(start, name).start();
  }

  private static <T> T outcome(CompletableFuture<T> start) throws IOException {
    try {
      return start.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException("a local server did not start", e.getCause());
    }
  }

  private static void closeWhatStarted(CompletableFuture<? extends Closeable> start)
      throws IOException {
    // A start that failed has been reported by start() and leaves nothing to close.
    Closeable server = start.<Closeable>handle((started, failure) -> started).join();
    if (server != null) {
      server.close();
    }
  }

  private interface Start<T> {
    T in(Path directory) throws IOException;
  }
}
