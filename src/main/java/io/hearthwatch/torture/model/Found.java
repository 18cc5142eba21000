package io.hearthwatch.torture.model;

/**
 * One object in one frame.
 *
 * @param classNumber class by number
 * @param label class by name
 * @param confidenceE4 ten-thousandths, 0 to 10 000
 * @param left left edge in pixels of the frame
 * @param top top edge
 * @param right right edge, exclusive
 * @param bottom bottom edge, exclusive
 */
public record Found(
    int classNumber,
    String label,
    int confidenceE4,
    double left,
    double top,
    double right,
    double bottom) {

  double area() {
    return (right - left) * (bottom - top);
  }
}
