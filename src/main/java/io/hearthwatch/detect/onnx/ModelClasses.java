package io.hearthwatch.detect.onnx;

import io.hearthwatch.text.Suggestion;
import java.util.BitSet;
import java.util.List;

/** A model's classes: what each number is called, and whether it is detected. Immutable. */
final class ModelClasses {
  private final List<String> names;
  private final BitSet detected = new BitSet();

  private ModelClasses(List<String> names) {
    this.names = names;
  }

  /**
   * Classes of which some are detected.
   *
   * @param names names by class number; several classes may have one name
   * @param wanted names of those that are detected; empty for all
   * @throws UnsupportedModelException when the model has no class of a wanted name
   */
  static ModelClasses of(List<String> names, List<String> wanted) throws UnsupportedModelException {
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new UnsupportedModelException(
            "the model has no class `%s` (detect.classes)%s; it has %s"
                .formatted(name, Suggestion.among(names, name), String.join(", ", names)));
      }
    }
    ModelClasses classes = new ModelClasses(List.copyOf(names));
    for (int number = 0; number < names.size(); number++) {
      classes.detected.set(number, wanted.isEmpty() || wanted.contains(names.get(number)));
    }
    return classes;
  }

  /** Names by class number. */
  List<String> names() {
    return names;
  }

  /** How many there are, detected or not. */
  int count() {
    return names.size();
  }

  /** Names of those that are detected, by class number. */
  List<String> detected() {
    return detected.stream().mapToObj(names::get).toList();
  }

  /** Whether boxes of a class leave the detector. */
  boolean detects(int number) {
    return detected.get(number);
  }
}
