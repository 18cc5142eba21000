package io.hearthwatch.detect.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of a model's classes, as exporters write them into its metadata. */
final class ClassNames {
  private ClassNames() {}

  /**
   * Parses the metadata {@code names}: a Python or JSON dictionary from class number to name, or a
   * list of names.
   *
   * @return names by class number, without holes
   * @throws UnsupportedModelException when it is neither, or a number is missing or there twice
   */
  static List<String> parse(String text) throws UnsupportedModelException {
    LiteralReader reader = new LiteralReader(text);
    Map<Integer, String> names = new TreeMap<>();
    if (reader.accept('{')) {
      while (!reader.accept('}')) {
        int number = reader.integer();
        reader.expect(':');
        if (names.put(number, reader.string()) != null) {
          throw new UnsupportedModelException(
              "the model's metadata 'names' has class " + number + " twice");
        }
        reader.separator('}');
      }
    } else {
      reader.expect('[');
      while (!reader.accept(']')) {
        names.put(names.size(), reader.string());
        reader.separator(']');
      }
    }
    reader.end();
    for (int i = 0; i < names.size(); i++) {
      if (!names.containsKey(i)) {
        throw new UnsupportedModelException(
            "the model's metadata 'names' has " + names.size() + " classes, but not class " + i);
      }
    }
    if (names.isEmpty()) {
      throw new UnsupportedModelException("the model's metadata 'names' is empty");
    }
    return List.copyOf(names.values());
  }
}
