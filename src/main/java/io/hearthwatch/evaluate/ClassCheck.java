package io.hearthwatch.evaluate;

import io.hearthwatch.text.Count;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Labels and model must speak of the same classes: an unknown name would score 0 and say no why.
 */
public final class ClassCheck {
  private static final int NAMED = 12;

  private ClassCheck() {}

  /**
   * Refuses labels of which there is nothing to judge, or that the model cannot find.
   *
   * @param labels the folder, for the message
   * @param frames what is labelled
   * @param modelClasses what the model can find
   * @param judged classes that are judged; empty for all
   * @throws InvalidDataSetException with everything that is wrong
   */
  public static void require(
      Path labels, List<LabelledFrame> frames, List<String> modelClasses, Set<String> judged)
      throws InvalidDataSetException {
    List<DataSetProblem> problems = new ArrayList<>();
    Set<String> labelled = new TreeSet<>();
    frames.forEach(frame -> frame.objects().forEach(object -> labelled.add(object.label())));
    if (!judged.isEmpty()) {
      labelled.retainAll(judged);
    }
    for (String label : labelled) {
      if (!modelClasses.contains(label)) {
        problems.add(
            new DataSetProblem(
                labels.toString(),
                0,
                "the model does not know the labelled class `%s`: it has %s"
                    .formatted(label, named(modelClasses)),
                "Call it as the model does, in a file for --names, or leave it out with --detect.classes."));
      }
    }
    if (labelled.isEmpty()) {
      problems.add(
          new DataSetProblem(
              labels.toString(),
              0,
              "no object%s is labelled in the %s"
                  .formatted(
                      judged.isEmpty() ? "" : " of " + String.join(", ", new TreeSet<>(judged)),
                      Count.of(frames.size(), "frame")),
              "Label some, or name other classes: without objects there is nothing to find."));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDataSetException(problems);
    }
  }

  private static String named(List<String> classes) {
    return classes.size() <= NAMED
        ? String.join(", ", classes)
        : String.join(", ", classes.subList(0, NAMED)) + " … (" + classes.size() + ")";
  }
}
