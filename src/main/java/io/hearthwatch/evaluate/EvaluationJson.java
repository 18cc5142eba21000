package io.hearthwatch.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.TreeSet;

/** An evaluation for a program: one JSON object, confidences and shares from 0 to 1. */
public final class EvaluationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EvaluationJson() {}

  /**
   * The report.
   *
   * @param model path of the model
   * @param sha256 digest of its bytes
   * @return pretty-printed, ending with {@code \n}
   */
  public static String of(Evaluation evaluation, String model, String sha256) {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", model).put("sha256", sha256);
    root.put("frames", evaluation.frames().size());
    root.put("objects", evaluation.atThreshold().objects());
    root.put("map50", evaluation.map50()).put("map50_95", evaluation.map50to95());
    settings(root.putObject("settings"), evaluation.settings());
    point(root.putObject("at_threshold"), evaluation.atThreshold());
    point(root.putObject("at_best_f1"), evaluation.best());
    ArrayNode classes = root.putArray("classes");
    for (ClassScore score : evaluation.classes()) {
      ObjectNode node = classes.addObject();
      node.put("class", score.label()).put("objects", score.objects());
      node.put("ap50", score.ap50()).put("ap50_95", score.ap50to95());
      point(node.putObject("at_threshold"), score.atThreshold());
      point(node.putObject("at_best_f1"), score.best());
    }
    ObjectNode invented = root.putObject("never_labelled");
    evaluation.inventedClasses().forEach(invented::put);
    ArrayNode confusion = root.putArray("confusion");
    evaluation
        .confusion()
        .counts()
        .forEach(
            (labelled, row) ->
                row.forEach((found, count) -> cell(confusion, labelled, found, count)));
    ArrayNode frames = root.putArray("frames_by_mistakes");
    for (FrameComparison frame : evaluation.frames()) {
      frames
          .addObject()
          .put("frame", frame.frame().name())
          .put("found", frame.found().size())
          .put("missed", frame.missed().size())
          .put("invented", frame.invented().size())
          .put("confused", frame.confused().size());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  private static void settings(ObjectNode node, EvaluationSettings settings) {
    node.put("threshold", settings.thresholdE4() / 1e4);
    node.put("floor", settings.floorE4() / 1e4);
    node.put("max_detections", settings.maxDetections());
    node.put("interpolation", settings.interpolation().name().toLowerCase(Locale.ROOT));
    ArrayNode classes = node.putArray("classes");
    new TreeSet<>(settings.classes()).forEach(classes::add);
  }

  private static void point(ObjectNode node, OperatingPoint point) {
    node.put("confidence", point.confidenceE4() / 1e4);
    // Without detections there is no precision, and JSON has no NaN.
    node.put("precision", point.detections() == 0 ? null : point.precision());
    node.put("recall", point.recall());
    node.put("f1", point.f1());
    node.put("correct", point.correct());
    node.put("detections", point.detections());
  }

  /** The other side is null where there is none. */
  private static void cell(ArrayNode confusion, String labelled, String found, int count) {
    confusion
        .addObject()
        .put("labelled", labelled.equals(ConfusionMatrix.NOTHING) ? null : labelled)
        .put("found", found.equals(ConfusionMatrix.NOTHING) ? null : found)
        .put("count", count);
  }
}
