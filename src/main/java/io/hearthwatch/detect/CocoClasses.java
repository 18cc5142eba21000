package io.hearthwatch.detect;

import java.util.ArrayList;
import java.util.List;

/** The classes that most published detectors were trained on. */
public final class CocoClasses {
  /** The classes of the COCO detection challenge, in the order most models number them: 80. */
  public static final List<String> NAMES =
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

  /**
   * The same under the numbers of COCO's annotation files, where some were never used: 91, those
   * named {@code N/A}. Models of the DETR family number their classes so.
   */
  public static final List<String> WITH_GAPS = withGaps();

  private CocoClasses() {}

  private static List<String> withGaps() {
    List<String> names = new ArrayList<>(NAMES);
    for (int gap : new int[] {0, 12, 26, 29, 30, 45, 66, 68, 69, 71, 83}) {
      names.add(gap, "N/A");
    }
    return List.copyOf(names);
  }
}
