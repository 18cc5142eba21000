package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;
import java.util.List;

/**
 * Which detections of one class in one frame found which objects: the better detection chooses
 * first, and takes of the objects that are left the one it overlaps most, if it overlaps it enough.
 * COCO's rule; an object that is found twice makes the second detection a wrong one.
 */
final class Matching {
  private final double[][] overlaps;
  private final int objects;

  /**
   * Overlaps of all pairs.
   *
   * @param objects labelled objects of the class
   * @param detections detections of the class, falling confidence
   */
  Matching(List<LabelledBox> objects, List<Detection> detections) {
    this.objects = objects.size();
    this.overlaps = new double[detections.size()][objects.size()];
    for (int d = 0; d < overlaps.length; d++) {
      for (int o = 0; o < overlaps[d].length; o++) {
        overlaps[d][o] = objects.get(o).overlap(detections.get(d));
      }
    }
  }

  /**
   * Pairs detections with objects.
   *
   * @param minOverlap intersection over union from which an object is found, above 0
   * @return for each detection the object's number, or -1
   */
  int[] pairs(double minOverlap) {
    boolean[] found = new boolean[objects];
    int[] pairs = new int[overlaps.length];
    for (int d = 0; d < pairs.length; d++) {
      int best = -1;
      for (int o = 0; o < objects; o++) {
        if (!found[o]
            && overlaps[d][o] >= minOverlap
            && (best < 0 || overlaps[d][o] > overlaps[d][best])) {
          best = o;
        }
      }
      pairs[d] = best;
      if (best >= 0) {
        found[best] = true;
      }
    }
    return pairs;
  }
}
