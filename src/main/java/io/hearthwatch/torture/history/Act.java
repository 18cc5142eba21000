package io.hearthwatch.torture.history;

import java.time.Duration;

/** One thing that happens in a history. */
public sealed interface Act {

  /** When it happens, in milliseconds of the history's own time from its beginning. */
  long atMillis();

  /**
   * A file appears, whole, in place of what was there.
   *
   * @param path below the root of all frames, with slashes
   * @param delay how much later by the wall clock it really appears; zero for at once
   */
  record PutFile(long atMillis, String path, FileContent content, Duration delay) implements Act {}

  /**
   * A record is published.
   *
   * @param partition to which it goes
   * @param key null for none
   * @param value null for none
   * @param camera the camera whose doing it is, whatever the record says
   * @param kind what is special about it, in a few words for people
   */
  record Publish(long atMillis, int partition, byte[] key, byte[] value, String camera, String kind)
      implements Act {}
}
