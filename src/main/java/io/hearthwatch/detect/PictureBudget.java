package io.hearthwatch.detect;

import io.hearthwatch.fetch.FetchSettings;
import java.util.function.Consumer;

/**
 * What the pictures in hand may take of the heap, over all subtasks of a process. Each picture that
 * is read is held once, and a second time while its bytes are gathered. A process that cannot hold
 * one picture of the largest size for each subtask is refused; one that can hold it, but not as
 * many as may be read ahead, is warned about: pictures are rarely that large.
 *
 * <p>Safe for concurrent use.
 */
final class PictureBudget {
  /** Of this process. */
  static final PictureBudget OF_PROCESS = new PictureBudget(Runtime.getRuntime().maxMemory());

  /** What the engine and the other stages hold: 80 MB were seen, whatever the backlog. */
  static final long ALL_ELSE_BYTES = 128L << 20;

  /** A reference in hand, with the record it came in. */
  private static final long REFERENCE_BYTES = 66L << 10;

  private final long heapBytes;
  private int subtasks;
  private long leastBytes;
  private long mostBytes;

  /**
   * @param heapBytes largest size of the heap
   */
  PictureBudget(long heapBytes) {
    this.heapBytes = heapBytes;
  }

  /** A subtask's part, until it is closed; closing twice is harmless. */
  interface Part extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a subtask's part.
   *
   * @param warning told when the heap may not do
   * @throws IllegalStateException when it cannot do; nothing is taken then
   */
  synchronized Part take(FetchSettings settings, Consumer<String> warning) {
    long least = 2 * settings.maxBytes();
    long most =
        (settings.readAhead() + Math.min(settings.threads(), settings.readAhead()))
                * settings.maxBytes()
            + settings.capacity() * REFERENCE_BYTES;
    if (leastBytes + least + ALL_ELSE_BYTES > heapBytes) {
      throw new IllegalStateException(
          message(settings, subtasks + 1, leastBytes + least, "even one picture for each subtask"));
    }
    subtasks++;
    leastBytes += least;
    mostBytes += most;
    if (mostBytes + ALL_ELSE_BYTES > heapBytes) {
      warning.accept(message(settings, subtasks, mostBytes, "pictures of the largest size"));
    }
    return new Part() {
      private boolean given;

      @Override
      public void close() {
        giveBack(given ? 0 : 1, given ? 0 : least, given ? 0 : most);
        given = true;
      }
    };
  }

  private synchronized void giveBack(int one, long least, long most) {
    subtasks -= one;
    leastBytes -= least;
    mostBytes -= most;
  }

  private String message(FetchSettings settings, int of, long bytes, String what) {
    return ("%s would take %d MB and all else about %d MB, but the heap of this process has %d MB"
            + " (detect subtasks in it: %d, fetch.read-ahead: %d, fetch.threads: %d,"
            + " fetch.max-size: %d kB): lower fetch.read-ahead or fetch.max-size, or give the task"
            + " manager more heap (taskmanager.memory.process.size, or -Xmx at home)")
        .formatted(
            what,
            bytes >> 20,
            ALL_ELSE_BYTES >> 20,
            heapBytes >> 20,
            of,
            settings.readAhead(),
            settings.threads(),
            settings.maxBytes() >> 10);
  }
}
