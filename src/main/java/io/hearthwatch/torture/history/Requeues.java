package io.hearthwatch.torture.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** When somebody has rejected records sent again, and which. */
final class Requeues {
  /** Nobody does before; so offsets before that are those of what is played. */
  static final long FIRST_MILLIS = 3 * CameraLife.WINDOW;

  private static final int ROUNDS = 6;

  private Requeues() {}

  /** As people do: this reason today, that camera tomorrow, whether it was mended or not. */
  static List<Act> of(long seed, HistorySettings settings) {
    Random random = new Random(seed * 31 + 17);
    List<Act.Requeue> kinds = new ArrayList<>();
    kinds.add(by(List.of(), List.of("missing_file")));
    kinds.add(by(List.of(), List.of("undecodable", "content_mismatch", "file_too_large")));
    kinds.add(by(List.of(anyCamera(settings, random)), List.of()));
    kinds.add(by(List.of(), List.of("missing_file", "skipped", "content_mismatch")));
    kinds.add(by(List.of(), List.of("unknown_camera", "forbidden_uri", "undecodable")));
    kinds.add(by(List.of(anyCamera(settings, random)), List.of()));
    Collections.shuffle(kinds, random);
    long end = settings.windows() * CameraLife.WINDOW;
    List<Act> acts = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long share = (end - FIRST_MILLIS) / ROUNDS;
      long at = FIRST_MILLIS + round * share + random.nextInt((int) share);
      Act.Requeue kind = kinds.get(round);
      acts.add(new Act.Requeue(at, kind.cameras(), kind.reasons(), random.nextBoolean()));
    }
    return acts;
  }

  private static Act.Requeue by(List<String> cameras, List<String> reasons) {
    return new Act.Requeue(0, cameras, reasons, false);
  }

  private static String anyCamera(HistorySettings settings, Random random) {
    int camera = random.nextInt(settings.cameras());
    return CameraKind.of(camera).id(camera);
  }
}
