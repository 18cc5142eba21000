package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.CodedBox;
import io.hearthwatch.torture.history.CodedModel;
import io.hearthwatch.torture.history.CodedScene;
import io.hearthwatch.torture.history.FileContent;
import io.hearthwatch.torture.history.JobRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Knows what is to be seen in a file, because whoever painted it said so. */
final class Viewer {
  /** Confidences above certainty by more than a twentieth are none. */
  private static final int NO_CONFIDENCE = 10_500;

  private static final Comparator<Found> CANONICAL =
      Comparator.comparingInt((Found found) -> -found.confidenceE4())
          .thenComparingInt(Found::classNumber)
          .thenComparingDouble(Found::left)
          .thenComparingDouble(Found::top)
          .thenComparingDouble(Found::right)
          .thenComparingDouble(Found::bottom);

  private final JobRules rules;

  Viewer(JobRules rules) {
    this.rules = rules;
  }

  /** Looks at a file as a reference asks for it. */
  Sight look(Reading reading, FileContent file) {
    if (file.bytes().length > rules.maxFileBytes()) {
      return Sight.unread("file_too_large");
    }
    if (reading.sha256() != null && !reading.sha256().equals(file.sha256())) {
      return Sight.unread("content_mismatch");
    }
    if (file.scene() == null) {
      return new Sight("undecodable", null, null, false, List.of());
    }
    if ((long) file.width() * file.height() > rules.maxPixels()) {
      return sized("too_many_pixels", file);
    }
    if (reading.width() != null && reading.width() != file.width()
        || reading.height() != null && reading.height() != file.height()) {
      return sized("content_mismatch", file);
    }
    List<CodedBox> answered =
        file.scene().boxes().stream()
            .filter(box -> box.confidenceE4() >= rules.lowConfidenceE4())
            .toList();
    boolean nonsense =
        answered.stream()
            .anyMatch(
                box ->
                    box.classNumber() >= CodedModel.CLASSES.size()
                        || box.confidenceE4() > NO_CONFIDENCE);
    return nonsense
        ? sized("inference_failed", file)
        : new Sight(null, file.width(), file.height(), true, found(answered, file.scene()));
  }

  private static Sight sized(String reason, FileContent file) {
    return new Sight(reason, file.width(), file.height(), true, List.of());
  }

  private List<Found> found(List<CodedBox> answered, CodedScene scene) {
    List<Found> found = new ArrayList<>();
    for (CodedBox box : answered) {
      if (box.confidenceE4() >= rules.confidenceE4()) {
        Found one =
            new Found(
                box.classNumber(),
                CodedModel.CLASSES.get(box.classNumber()),
                Math.min(10_000, box.confidenceE4()),
                pixels(box.left(), scene),
                pixels(box.top(), scene),
                pixels(box.right(), scene),
                pixels(box.bottom(), scene));
        if (one.left() < one.right() && one.top() < one.bottom()) {
          found.add(one);
        }
      }
    }
    found.sort(CANONICAL);
    return List.copyOf(found);
  }

  private static double pixels(int eighths, CodedScene scene) {
    return Math.min(scene.edge(), eighths / 8.0 * scene.scale());
  }
}
