package io.hearthwatch.torture.check;

import io.hearthwatch.torture.check.Difference.Kind;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.RecordedTopic;
import io.hearthwatch.torture.model.Gap;
import java.util.ArrayList;
import java.util.List;

/** Compares what a job left behind with what must be. */
public final class TortureCheck {
  private TortureCheck() {}

  /**
   * Compares everything.
   *
   * @param history what was played
   * @param recorded what the topic of frames had
   * @param gaps ranges of offsets that the broker removed before the job read them, and that the
   *     operator accepted: the job may account for any part of each as a gap
   * @param world what the job left behind
   * @return all differences, those nearest to their cause first, always in the same order; the
   *     first with its history. Empty when all is as it must be
   */
  public static List<Difference> compare(
      History history, RecordedTopic recorded, List<Gap> gaps, World world) {
    List<Difference> differences = new ArrayList<>();
    for (String difference : recorded.differencesFrom(history)) {
      differences.add(
          new Difference(Kind.NOT_AS_PLAYED, recorded.name(), "", "", "", difference, List.of()));
    }
    differences.addAll(WritesCheck.differences(world.writes()));
    return List.copyOf(differences);
  }
}
