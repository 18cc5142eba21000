package io.hearthwatch.torture.history;

/**
 * One row of what the network of coded scenes will answer, as it is painted into a picture.
 *
 * @param classNumber number of the class; one that the network has no name for makes it fail
 * @param confidenceE4 confidence in ten-thousandths, 0 to 65 535; 0 for a row that is nothing
 * @param left left edge in eighths of a pixel of the network's 64 x 64 input; all edges 0 to 65 535
 * @param top top edge
 * @param right right edge
 * @param bottom bottom edge
 */
public record CodedBox(
    int classNumber, int confidenceE4, int left, int top, int right, int bottom) {

  /** The six numbers of a row, in the network's order. */
  int[] numbers() {
    return new int[] {left, top, right, bottom, confidenceE4, classNumber};
  }
}
