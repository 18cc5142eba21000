package io.hearthwatch.fetch;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads pictures ahead of the analysis, on threads of its own. At most {@code readAhead} pictures
 * are in memory at once, and no more than the process has room for: each one fetched counts until
 * {@link #release} is called for it. A read that waits for its next attempt occupies neither a
 * thread nor a place in memory.
 *
 * <p>Safe for concurrent use.
 */
public final class PictureFetcher implements AutoCloseable {
  private final Pictures pictures;
  private final Semaphore inMemory;
  private final PictureBudget.Part room;
  private final ScheduledExecutorService threads;
  private final FailsafeExecutor<byte[]> retrying;

  /**
   * @param pictures where they are read from; closed with this
   * @param settings bounds
   * @param room what the pictures may take of the heap; not closed with this
   * @param name names the threads
   */
  public PictureFetcher(
      Pictures pictures, FetchSettings settings, PictureBudget.Part room, String name) {
    this.pictures = pictures;
    this.room = room;
    this.inMemory = new Semaphore(settings.readAhead());
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newScheduledThreadPool(
            settings.threads(),
            task -> {
              Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    var retry =
        RetryPolicy.<byte[]>builder()
            .handleIf(e -> e instanceof FetchFailedException failed && failed.retryable())
            .withMaxAttempts(settings.attempts());
    this.retrying =
        Failsafe.with(
                settings.attempts() < 2
                    ? retry.build()
                    : retry
                        .withBackoff(
                            settings.retryDelay(),
                            settings.retryDelay().multipliedBy(1L << (settings.attempts() - 1)))
                        .build())
            .with(threads);
  }

  /**
   * Reads one picture.
   *
   * @param uri canonical URI under an allowed root
   * @return completes with the picture or the failure; exceptionally only for a defect or at
   *     closing. When it holds bytes the receiver must call {@link #release} once
   */
  public CompletableFuture<Fetched> fetch(String uri) {
    AtomicInteger attempts = new AtomicInteger();
    return retrying
        .getAsync(
            () -> {
              attempts.incrementAndGet();
              return readWithinBound(uri);
            })
        .handle(
            (bytes, error) -> {
              if (error == null) {
                return new Fetched(bytes, null, attempts.get());
              }
              if (error instanceof FetchFailedException failed) {
                return new Fetched(null, failed, attempts.get());
              }
              throw new CompletionException(error);
            });
  }

  private byte[] readWithinBound(String uri) throws FetchFailedException, InterruptedException {
    inMemory.acquire();
    byte[] bytes = null;
    try {
      room.takeForRead();
      try {
        bytes = pictures.read(uri);
        return bytes;
      } finally {
        room.keep(bytes == null ? 0 : bytes.length);
      }
    } finally {
      if (bytes == null) {
        inMemory.release();
      }
    }
  }

  /**
   * A picture is out of memory again.
   *
   * @param picture one that was fetched, with bytes
   */
  public void release(Fetched picture) {
    room.free(picture.bytes().length);
    inMemory.release();
  }

  /** Stops the reads; those under way complete exceptionally. */
  @Override
  public void close() {
    threads.shutdownNow();
    // A read that blocks does not hear an interruption; closing what it reads from ends it.
    pictures.close();
    try {
      threads.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
