package io.hearthwatch.fetch;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * What the pictures in hand may take of the heap, over all subtasks of a process. A read waits
 * until a picture of the largest size fits, twice: once as it is, once while its bytes are
 * gathered. When it has been read, what it does not need is given back at once.
 *
 * <p>A process that cannot hold one picture of the largest size for each subtask is refused. One
 * that cannot hold as many as may be read ahead is warned about: its reads would wait for each
 * other, were all pictures that large. Nobody who holds a picture waits for room, so reads go on
 * while their stores answer; what a read that hangs has taken, the others lack until it ends.
 *
 * <p>Bytes are counted, and not what a collector loses by laying large pictures out in whole
 * regions: that is part of what is left for all else.
 *
 * <p>Safe for concurrent use.
 */
public final class PictureBudget {
  /** Of this process. */
  public static final PictureBudget OF_PROCESS =
      new PictureBudget(Runtime.getRuntime().maxMemory());

  /** What the engine and the other stages hold: 80 MB were seen, whatever the backlog. */
  static final long ALL_ELSE_BYTES = 128L << 20;

  /** A reference in hand, with the record it came in. */
  private static final long REFERENCE_BYTES = 66L << 10;

  private final long heapBytes;
  private final Room room;
  private int subtasks;
  private long leastBytes;
  private long mostBytes;

  /**
   * @param heapBytes largest size of the heap
   */
  PictureBudget(long heapBytes) {
    this.heapBytes = heapBytes;
    this.room = new Room(heapBytes - ALL_ELSE_BYTES);
  }

  /**
   * Takes a subtask's part.
   *
   * @param warning told when reads may have to wait for room
   * @throws IllegalStateException when not even one picture fits; nothing is taken then
   */
  public synchronized Part take(FetchSettings settings, Consumer<String> warning) {
    long least = Room.whole(2 * settings.maxBytes());
    long most =
        (settings.readAhead() + Math.min(settings.threads(), settings.readAhead()))
                * settings.maxBytes()
            + settings.capacity() * REFERENCE_BYTES;
    if (leastBytes + least + ALL_ELSE_BYTES > heapBytes) {
      throw new IllegalStateException(
          message(
              settings,
              subtasks + 1,
              leastBytes + least,
              "even one picture for each subtask",
              "lower fetch.max-size"));
    }
    subtasks++;
    leastBytes += least;
    mostBytes += most;
    if (mostBytes + ALL_ELSE_BYTES > heapBytes) {
      warning.accept(
          message(
              settings,
              subtasks,
              mostBytes,
              "pictures of the largest size",
              "reads wait for each other when there are many; lower fetch.read-ahead or"
                  + " fetch.max-size"));
    }
    return new Part(least, most);
  }

  private String message(FetchSettings settings, int of, long bytes, String what, String remedy) {
    return ("%s would take %d MB and all else about %d MB, but the heap of this process has %d MB"
            + " (detect subtasks in it: %d, fetch.capacity: %d, fetch.read-ahead: %d, fetch.threads: %d,"
            + " fetch.max-size: %d kB): %s, or give the task manager more heap"
            + " (taskmanager.memory.process.size, or -Xmx at home)")
        .formatted(
            what,
            bytes >> 20,
            ALL_ELSE_BYTES >> 20,
            heapBytes >> 20,
            of,
            settings.capacity(),
            settings.readAhead(),
            settings.threads(),
            settings.maxBytes() >> 10,
            remedy);
  }

  /** What one subtask holds, until it is closed. Safe for concurrent use. */
  public final class Part implements AutoCloseable {
    private final long least;
    private final long most;
    private int held;
    private boolean closed;

    private Part(long least, long most) {
      this.least = least;
      this.most = most;
    }

    /**
     * Waits for the room that a read may need, and takes it.
     *
     * @throws InterruptedException when interrupted meanwhile; nothing is taken then
     */
    void takeForRead() throws InterruptedException {
      int units = Room.units(least);
      room.acquire(units);
      change(units);
    }

    /**
     * A read has ended.
     *
     * @param bytes length of the picture that is kept, 0 when there is none
     */
    void keep(long bytes) {
      change(Room.units(bytes) - Room.units(least));
    }

    /**
     * A kept picture is out of memory.
     *
     * @param bytes its length
     */
    void free(long bytes) {
      change(-Room.units(bytes));
    }

    private synchronized void change(int units) {
      if (closed) {
        // All that was held has been given back; what comes late gives back what it took meanwhile.
        room.release(Math.max(units, 0));
        return;
      }
      held += units;
      room.release(Math.max(-units, 0));
    }

    /** Gives everything back, pictures that nobody released included; twice is harmless. */
    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
        room.release(held);
      }
      synchronized (PictureBudget.this) {
        subtasks--;
        leastBytes -= least;
        mostBytes -= most;
      }
    }
  }

  /** Bytes, in units that a semaphore can count; first come, first served. */
  private static final class Room extends Semaphore {
    private static final long serialVersionUID = 1L;
    private static final int UNIT_BYTES = 4096;

    Room(long bytes) {
      super(units(Math.max(bytes - UNIT_BYTES + 1, 0)), true);
    }

    /** As many bytes as are counted for so many. */
    static long whole(long bytes) {
      return (bytes + UNIT_BYTES - 1) / UNIT_BYTES * UNIT_BYTES;
    }

    static int units(long bytes) {
      return (int) Math.min(whole(bytes) / UNIT_BYTES, Integer.MAX_VALUE / 2);
    }
  }
}
