package io.hearthwatch.detect.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of a model's classes. */
final class ClassNames {
  /** The classes of the COCO detection challenge, in the order models number them. */
  static final List<String> COCO =
      List.of(
          "person",
          "bicycle",
          "car",
          "motorcycle",
          "airplane",
          "bus",
          "train",
          "truck",
          "boat",
          "traffic light",
          "fire hydrant",
          "stop sign",
          "parking meter",
          "bench",
          "bird",
          "cat",
          "dog",
          "horse",
          "sheep",
          "cow",
          "elephant",
          "bear",
          "zebra",
          "giraffe",
          "backpack",
          "umbrella",
          "handbag",
          "tie",
          "suitcase",
          "frisbee",
          "skis",
          "snowboard",
          "sports ball",
          "kite",
          "baseball bat",
          "baseball glove",
          "skateboard",
          "surfboard",
          "tennis racket",
          "bottle",
          "wine glass",
          "cup",
          "fork",
          "knife",
          "spoon",
          "bowl",
          "banana",
          "apple",
          "sandwich",
          "orange",
          "broccoli",
          "carrot",
          "hot dog",
          "pizza",
          "donut",
          "cake",
          "chair",
          "couch",
          "potted plant",
          "bed",
          "dining table",
          "toilet",
          "tv",
          "laptop",
          "mouse",
          "remote",
          "keyboard",
          "cell phone",
          "microwave",
          "oven",
          "toaster",
          "sink",
          "refrigerator",
          "book",
          "clock",
          "vase",
          "scissors",
          "teddy bear",
          "hair drier",
          "toothbrush");

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
