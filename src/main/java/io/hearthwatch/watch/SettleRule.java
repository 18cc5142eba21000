package io.hearthwatch.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides when a file is complete: when its size and its modification time have been the same for a
 * set time, by this process's monotonic clock.
 *
 * <p>The wall clock does not count, nor how old a modification time is: a file server's clock may
 * be slow, and a file still growing would look old. So every file is looked at twice, with one
 * exception: one that was seen under a temporary name and now has its final one, with the same
 * identity, size and time, is complete, because its uploader says so. Size and time are compared as
 * well because an identity (an inode) is given to another file once its first is deleted.
 *
 * <p>What a network file system tells may be older than that time. So a file that seems complete is
 * opened once, which brings what its server knows; only if nothing has changed by that is it
 * complete, else it must stand still from then on.
 *
 * <p>An empty file is never complete. Remembers only the files that are not, and the temporary
 * ones: what a pass does not come across is forgotten at its end.
 */
final class SettleRule {
  private final long settleNanos;
  private final Map<String, Seen> unsettled = new HashMap<>();
  private final Map<Object, Look> temporaries = new HashMap<>();
  private final Map<Object, Look> nextTemporaries = new HashMap<>();
  private long pass;

  private static final class Seen {
    private Look look;
    private long sinceNanos;
    private long pass;
    private boolean confirmed;
  }

  /** Looks at a file so that nothing is answered from memory. */
  @FunctionalInterface
  interface Confirmation {
    /**
     * @throws IOException if the file cannot be opened; it is not complete then
     */
    Look look() throws IOException;
  }

  /**
   * @param settle how long a file must stand still; zero takes every file at its second look
   */
  SettleRule(Duration settle) {
    this.settleNanos = settle.toNanos();
  }

  void beginPass() {
    pass++;
  }

  /** Notes a file with a temporary name. */
  void temporary(Look look) {
    if (look.identity() != null) {
      nextTemporaries.put(look.identity(), look);
    }
  }

  /**
   * Whether a file is complete.
   *
   * @param file names it
   * @param nowNanos when it was looked at, on {@link System#nanoTime}'s clock
   * @param confirmation asked only when the file seems complete, until it has been confirmed
   */
  boolean settled(String file, Look look, long nowNanos, Confirmation confirmation)
      throws IOException {
    Seen seen = unsettled.computeIfAbsent(file, name -> new Seen());
    seen.pass = pass;
    if (seen.look == null || !seen.look.sameContent(look)) {
      boolean renamed =
          seen.look == null
              && look.identity() != null
              && look.equals(temporaries.get(look.identity()));
      restart(seen, look, renamed ? nowNanos - settleNanos : nowNanos);
      if (!renamed) {
        return false;
      }
    }
    if (look.size() == 0 || nowNanos - seen.sinceNanos < settleNanos) {
      return false;
    }
    if (!seen.confirmed) {
      Look confirmed = confirmation.look();
      if (!confirmed.sameContent(look)) {
        restart(seen, confirmed, nowNanos);
        return false;
      }
      seen.confirmed = true;
    }
    return true;
  }

  private static void restart(Seen seen, Look look, long sinceNanos) {
    seen.look = look;
    seen.sinceNanos = sinceNanos;
    seen.confirmed = false;
  }

  void endPass() {
    unsettled.values().removeIf(seen -> seen.pass != pass);
    temporaries.clear();
    temporaries.putAll(nextTemporaries);
    nextTemporaries.clear();
  }

  /** Files that are remembered, complete ones that nobody took included. */
  int remembered() {
    return unsettled.size();
  }
}
