package io.hearthwatch.evaluate;

/** How the area under a precision-recall curve is taken. */
public enum Interpolation {
  /** The mean of the best precision at recall 0, 0.01 … 1, as COCO's own evaluation does it. */
  COCO_101,
  /** The exact area under the best precision at each recall, as Pascal VOC did from 2010 on. */
  ALL_POINTS
}
