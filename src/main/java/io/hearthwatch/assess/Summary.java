package io.hearthwatch.assess;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.WatchedClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person reads first: in one sentence what was seen, when, and for how long, and in another
 * one how much was not looked at, where frames were shed.
 */
final class Summary {
  /** Shorter than this is passing by, and not worth a word. */
  private static final int STAY_SECONDS = 15;

  private Summary() {}

  /**
   * For example "2 people and a car between 22:14:03 and 22:15:10, at night; people were in view
   * for 67 s. 30 of 90 frames were not searched, because too many arrived." Times are the site's;
   * numbers are the most seen in one frame.
   */
  static String of(Batch batch, Scene scene, SiteClock clock) {
    List<String> things = new ArrayList<>();
    for (WatchedClass watched : WatchedClass.values()) {
      ClassTally tally = batch.classes().get(watched.label());
      if (tally != null) {
        things.add(
            tally.maxInFrame() == 1
                ? "a " + watched.label()
                : tally.maxInFrame() + " " + watched.plural());
      }
    }
    String from = clock.face(scene.firstMicros());
    String to = clock.face(scene.lastMicros());
    String when = from.equals(to) ? " at " + from : " between " + from + " and " + to;
    String night = scene.night() ? ", at night" : "";
    String stay =
        scene.personStayed(STAY_SECONDS)
            ? "; people were in view for " + scene.people().staySeconds() + " s"
            : "";
    String unseen =
        batch.framesShed() == 0
            ? ""
            : " %d of %d frames were not searched, because too many arrived."
                .formatted(batch.framesShed(), batch.revision());
    return capitalised(joined(things)) + when + night + stay + "." + unseen;
  }

  private static String joined(List<String> things) {
    int last = things.size() - 1;
    return last == 0
        ? things.get(0)
        : String.join(", ", things.subList(0, last)) + " and " + things.get(last);
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
