package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.ModelInspection.Tensor;
import io.hearthwatch.detect.onnx.ModelTiming;
import io.hearthwatch.image.InputFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code model inspect} prints.
 *
 * @param model what was found
 * @param timings what was measured; empty for nothing
 */
record ModelReport(ModelInspection model, List<ModelTiming> timings) {
  private static final int SHOWN_CLASSES = 12;

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    InputFormat input = model.input();
    line(text, "model", model.path() + " (" + model.bytes() + " bytes)");
    line(text, "sha256", model.sha256());
    model.inputs().forEach(tensor -> line(text, "input", shown(tensor)));
    model.outputs().forEach(tensor -> line(text, "output", shown(tensor)));
    line(text, "layout", model.layout());
    line(
        text,
        "picture",
        "%d x %d pixels, %s, %s, %s, %s, %s"
            .formatted(
                input.width(),
                input.height(),
                word(input.placement()),
                word(input.order()),
                word(input.normalisation()),
                word(input.elements()),
                word(input.axes())));
    line(text, "classes", model.classes().size() + ": " + shown(model.classes()));
    if (model.detected().size() < model.classes().size()) {
      line(text, "detected", model.detected().size() + ": " + shown(model.detected()));
    }
    line(text, "runs on", word(model.provider()));
    for (ModelTiming timing : timings) {
      line(
          text,
          "timing",
          String.format(
              Locale.ROOT,
              "%d caller%s, %d thread%s each, one session: %.1f pictures/s, %.1f ms each",
              timing.callers(),
              timing.callers() == 1 ? "" : "s",
              timing.intraOpThreads(),
              timing.intraOpThreads() == 1 ? "" : "s",
              timing.perSecond(),
              timing.millisPerRun()));
    }
    model.warnings().forEach(warning -> line(text, "warning", warning));
    return text.toString();
  }

  /** For programs: one object on one line. */
  String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("path", model.path().toString());
    root.put("bytes", model.bytes());
    root.put("sha256", model.sha256());
    tensors(root.putArray("inputs"), model.inputs());
    tensors(root.putArray("outputs"), model.outputs());
    root.put("layout", model.layout());
    InputFormat input = model.input();
    root.putObject("picture")
        .put("width", input.width())
        .put("height", input.height())
        .put("placement", word(input.placement()))
        .put("channel_order", word(input.order()))
        .put("normalisation", word(input.normalisation()))
        .put("elements", word(input.elements()))
        .put("axes", word(input.axes()));
    model.classes().forEach(root.putArray("classes")::add);
    model.detected().forEach(root.putArray("detected")::add);
    root.put("provider", word(model.provider()));
    ArrayNode timed = root.putArray("timings");
    for (ModelTiming timing : timings) {
      timed
          .addObject()
          .put("callers", timing.callers())
          .put("intra_op_threads", timing.intraOpThreads())
          .put("pictures_per_second", timing.perSecond())
          .put("millis_per_picture", timing.millisPerRun());
    }
    model.warnings().forEach(root.putArray("warnings")::add);
    return root + System.lineSeparator();
  }

  private static void tensors(ArrayNode array, List<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      ObjectNode node = array.addObject().put("name", tensor.name()).put("type", tensor.type());
      tensor.shape().forEach(node.putArray("shape")::add);
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
  }

  private static String shown(Tensor tensor) {
    return tensor.name()
        + " "
        + tensor.type()
        + tensor.shape().stream()
            .map(size -> size < 0 ? "?" : Long.toString(size))
            .collect(Collectors.joining(",", "[", "]"));
  }

  private static String shown(List<String> names) {
    String first = names.stream().limit(SHOWN_CLASSES).collect(Collectors.joining(", "));
    return names.size() > SHOWN_CLASSES ? first + ", …" : first;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
