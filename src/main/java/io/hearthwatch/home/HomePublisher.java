package io.hearthwatch.home;

import io.hearthwatch.publish.FolderPublisher;
import io.hearthwatch.publish.PublishProgress;
import io.hearthwatch.publish.PublishSettings;
import io.hearthwatch.watch.Problems;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** The publisher on a thread of its own. */
final class HomePublisher implements AutoCloseable {
  private final FolderPublisher publisher;
  private final Thread thread;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private HomePublisher(FolderPublisher publisher) {
    this.publisher = publisher;
    this.thread = new Thread(this::watch, "publish-frames");
  }

  /**
   * Learns what was published before, and begins to watch.
   *
   * @throws IOException if directories or the journal cannot be used
   */
  static HomePublisher start(PublishSettings settings, Problems listener)
      throws IOException, InterruptedException {
    HomePublisher publisher = new HomePublisher(FolderPublisher.open(settings, listener));
    publisher.thread.start();
    return publisher;
  }

  private void watch() {
    try {
      publisher.watch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    }
  }

  /** How far it has come. */
  PublishProgress progress() {
    return publisher.progress();
  }

  /**
   * Fails if publishing has.
   *
   * @throws IOException with the reason
   */
  void throwFailure() throws IOException {
    Exception cause = failure.get();
    if (cause != null) {
      throw new IOException("no more frames can be published: " + cause.getMessage(), cause);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    publisher.stop();
    thread.join();
    publisher.close();
  }
}
