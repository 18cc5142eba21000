package io.hearthwatch.detect.onnx;

import io.hearthwatch.detect.CocoClasses;
import io.hearthwatch.detect.ModelOptions;
import java.util.List;
import java.util.Map;

/**
 * Where a model's class names come from: its metadata, else a person, else COCO where that fits.
 *
 * @param known names by class number; empty where neither file nor person says them
 * @param origin who says them
 * @param wanted names of the classes that are detected; empty for all
 */
record NamedClasses(List<String> known, String origin, List<String> wanted) {

  /** Looks the names up. */
  static NamedClasses of(Map<String, String> metadata, ModelOptions options)
      throws UnsupportedModelException {
    String names = metadata.get("names");
    List<String> labels = options.labels();
    if (names == null) {
      return new NamedClasses(labels, "detect.labels", options.classes());
    }
    List<String> parsed = ClassNames.parse(names);
    if (!labels.isEmpty() && !labels.equals(parsed)) {
      throw new UnsupportedModelException(
          "the model's metadata 'names' has %d names which are not those of detect.labels (%d): leave the option out"
              .formatted(parsed.size(), labels.size()));
    }
    return new NamedClasses(parsed, "the model's metadata 'names'", options.classes());
  }

  /** Whether the model has this many classes, as far as names tell: COCO's 80 where none do. */
  boolean fit(long classes) {
    return classes == (known.isEmpty() ? CocoClasses.NAMES.size() : known.size());
  }

  /**
   * The classes of a model whose shapes tell their number.
   *
   * @throws UnsupportedModelException when the names are not as many, or there are none and it is
   *     not COCO's 80
   */
  ModelClasses exactly(long classes) throws UnsupportedModelException {
    if (known.isEmpty()) {
      if (classes == CocoClasses.NAMES.size()) {
        return ModelClasses.of(CocoClasses.NAMES, wanted);
      }
      if (classes == CocoClasses.WITH_GAPS.size()) {
        return ModelClasses.of(CocoClasses.WITH_GAPS, wanted);
      }
      throw new UnsupportedModelException(
          "the model has %d classes and no metadata 'names': name them in a file (detect.labels); only COCO's %d or %d are known without"
              .formatted(classes, CocoClasses.NAMES.size(), CocoClasses.WITH_GAPS.size()));
    }
    if (classes != known.size()) {
      throw new UnsupportedModelException(
          "%s has %d names, the model's output %d classes"
              .formatted(origin, known.size(), classes));
    }
    return ModelClasses.of(known, wanted);
  }

  /**
   * The classes of a model whose shapes do not tell their number.
   *
   * @throws UnsupportedModelException when nobody names them
   */
  ModelClasses asNamed() throws UnsupportedModelException {
    if (known.isEmpty()) {
      throw new UnsupportedModelException(
          "the model's metadata 'names' is missing, and its outputs do not tell its classes:"
              + " set detect.labels to a file with their names, or to coco for COCO's 80");
    }
    return ModelClasses.of(known, wanted);
  }
}
