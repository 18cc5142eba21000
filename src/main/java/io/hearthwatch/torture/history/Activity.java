package io.hearthwatch.torture.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What goes on before a camera during one window, frame by frame. */
enum Activity {
  NOTHING,
  FURNITURE,
  CAT,
  CAR,
  PASSING,
  STAYING,
  GROUP,
  PERSON_AND_CAR,
  DOUBTFUL,
  FLEETING,
  FAINT,
  URGENT,
  CROWDED;

  private static final int PERSON = 0;
  private static final int CHAIR = 12;

  /** Any of them. */
  static Activity any(Random random) {
    return values()[random.nextInt(values().length)];
  }

  /**
   * The boxes of one frame.
   *
   * @param progress how much of the window is over, 0 to less than 1
   * @param first whether it is the window's first frame
   */
  List<CodedBox> boxes(double progress, boolean first, Random random) {
    List<CodedBox> boxes = new ArrayList<>();
    switch (this) {
      case NOTHING -> {}
      case FURNITURE -> boxes.add(box(CHAIR, 9000, 2, random));
      case CAT -> boxes.add(box(6 + random.nextInt(6), sure(random), 2, random));
      case CAR -> {
        if (progress > 0.3 && progress < 0.6) {
          boxes.add(box(1 + random.nextInt(5), sure(random), 3, random));
        }
      }
      case PASSING -> {
        if (progress > 0.4 && progress < 0.4 + random.nextDouble() * 0.3) {
          boxes.add(box(PERSON, sure(random), 2, random));
        }
      }
      case STAYING -> boxes.add(box(PERSON, sure(random), 2, random));
      case GROUP -> {
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
          boxes.add(box(PERSON, sure(random), 1, random));
        }
      }
      case PERSON_AND_CAR -> {
        boxes.add(box(1 + random.nextInt(2), sure(random), 3, random));
        if (progress > 0.25 && progress < 0.75) {
          boxes.add(box(PERSON, sure(random), 2, random));
        }
      }
      case DOUBTFUL -> boxes.add(box(PERSON, 5000 + random.nextInt(1000), 2, random));
      case FLEETING -> {
        if (first) {
          boxes.add(box(PERSON, 5500 + random.nextInt(3000), 2, random));
        }
      }
      case FAINT -> boxes.add(box(PERSON, 500 + random.nextInt(4500), 2, random));
      case URGENT -> boxes.add(box(PERSON, 9000 + random.nextInt(1001), 2, random));
      case CROWDED -> {
        while (boxes.size() < 8) {
          int classNumber = random.nextInt(CodedModel.CLASSES.size());
          boxes.add(box(classNumber, 900 + random.nextInt(9101), 1 + random.nextInt(3), random));
        }
      }
    }
    return boxes;
  }

  /** On either side of the borders that the rules have. */
  private static int sure(Random random) {
    return 5900 + random.nextInt(3000);
  }

  /** A box of 8, 16 or 24 pixels and a bit; some reach over the picture's edge. */
  private static CodedBox box(int classNumber, int confidenceE4, int size, Random random) {
    int left = random.nextInt(8 * 56);
    int top = random.nextInt(8 * 56);
    int width = 64 * size + random.nextInt(16);
    int height = 64 * size + random.nextInt(16);
    return new CodedBox(classNumber, confidenceE4, left, top, left + width, top + height);
  }
}
