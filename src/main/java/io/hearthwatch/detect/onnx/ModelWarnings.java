package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.WatchedClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is not wrong with a model, but should be known about it; one sentence each. */
final class ModelWarnings {
  private static final Set<String> DYNAMIC =
      Set.of("DynamicQuantizeLinear", "ConvInteger", "MatMulInteger");

  private ModelWarnings() {}

  /** Warnings about the file. */
  static List<String> of(ModelFile model) {
    Set<String> found = new TreeSet<>(OperatorScan.operators(model.bytes()));
    found.retainAll(DYNAMIC);
    if (found.isEmpty()) {
      return List.of();
    }
    return List.of(
        "it is quantised dynamically (%s), which runs several times slower than plain floats; quantise it statically (QDQ) or use the float model"
            .formatted(String.join(", ", found)));
  }

  /** Warnings about a model that is understood. */
  static List<String> of(RecognisedModel model) {
    List<String> warnings = new ArrayList<>(model.warnings());
    List<String> detected = model.layout().classes().detected();
    if (detected.stream().noneMatch(WatchedClass::watches)) {
      warnings.add(
          "none of the classes that it detects is watched for, so no event will come of them");
    }
    return List.copyOf(warnings);
  }
}
