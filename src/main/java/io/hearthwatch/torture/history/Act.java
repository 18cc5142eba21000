package io.hearthwatch.torture.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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
   * @param headers by name, in US-ASCII; {@value #TOPIC} in them stands for the topic's name
   * @param camera the camera whose doing it is, whatever the record says
   * @param kind what is special about it, in a few words for people
   */
  record Publish(
      long atMillis,
      int partition,
      byte[] key,
      byte[] value,
      Map<String, String> headers,
      String camera,
      String kind)
      implements Act {
    /** What stands for the name of the topic, which a history does not know. */
    static final String TOPIC = "{topic}";
  }

  /**
   * Somebody has rejected records sent again, those that are open by then. Takes the time that it
   * takes; the cameras do not wait for it.
   *
   * @param cameras only theirs; empty for all
   * @param reasons only those rejected for one of them; empty for all
   * @param again those too of which nobody knows what became of the last time; and all of it twice
   */
  record Requeue(long atMillis, List<String> cameras, List<String> reasons, boolean again)
      implements Act {

    /** All that are open and were rejected for a reason; now, and once. */
    public static Requeue of(String reason) {
      return new Requeue(0, List.of(), List.of(reason), false);
    }

    /** All that are open or of which nobody knows; after everything else. */
    public static Requeue everything() {
      return new Requeue(Long.MAX_VALUE, List.of(), List.of(), true);
    }
  }
}
