package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame at the job's confidence and IoU 0.5: what was found, missed, invented and mistaken.
 *
 * @param frame the frame
 * @param found pairs of the same class
 * @param confused pairs of different classes
 * @param missed objects that no detection found
 * @param invented detections that found no object
 */
record FrameComparison(
    SearchedFrame frame,
    List<Pair> found,
    List<Pair> confused,
    List<LabelledBox> missed,
    List<Detection> invented) {

  /** An object and the detection that found it. */
  record Pair(LabelledBox object, Detection detection) {}

  /**
   * Compares a frame. Pairs of the same class are made first, as they are for the scores, so that
   * the diagonal of the confusion matrix is what the scores call correct; only what is left is
   * paired across classes.
   */
  static FrameComparison of(SearchedFrame frame, int thresholdE4) {
    List<Detection> detections =
        new ArrayList<>(
            frame.detections().stream().filter(d -> d.confidenceE4() >= thresholdE4).toList());
    List<LabelledBox> objects = new ArrayList<>(frame.objects());
    List<Pair> found = new ArrayList<>();
    for (String label : objects.stream().map(LabelledBox::label).distinct().toList()) {
      found.addAll(
          pair(
              objects.stream().filter(o -> o.label().equals(label)).toList(),
              detections.stream().filter(d -> d.label().equals(label)).toList()));
    }
    remove(found, objects, detections);
    List<Pair> confused = pair(objects, detections);
    remove(confused, objects, detections);
    return new FrameComparison(frame, found, confused, objects, detections);
  }

  private static List<Pair> pair(List<LabelledBox> objects, List<Detection> detections) {
    int[] pairs = new Matching(objects, detections).pairs(Evaluation.FOUND_FROM);
    List<Pair> made = new ArrayList<>();
    for (int d = 0; d < pairs.length; d++) {
      if (pairs[d] >= 0) {
        made.add(new Pair(objects.get(pairs[d]), detections.get(d)));
      }
    }
    return made;
  }

  /** By identity: two labels, or two detections, may be equal and are still two. */
  private static void remove(
      List<Pair> pairs, List<LabelledBox> objects, List<Detection> detections) {
    objects.removeIf(object -> pairs.stream().anyMatch(pair -> pair.object() == object));
    detections.removeIf(
        detection -> pairs.stream().anyMatch(pair -> pair.detection() == detection));
  }

  /** Objects and detections that do not agree. */
  int mistakes() {
    return confused.size() + missed.size() + invented.size();
  }
}
