package io.hearthwatch.domain;

/**
 * One object found in one frame. Its ordinal is its place in the frame's list, which is in
 * canonical order: falling confidence, then class, then box.
 *
 * @param classId class number of the model
 * @param label class name of the model
 * @param confidenceE4 confidence in ten-thousandths, 0 to 10 000
 * @param left left edge in pixels of the original frame, within it
 * @param top top edge in pixels of the original frame, within it
 * @param right right edge, exclusive, {@code > left}
 * @param bottom bottom edge, exclusive, {@code > top}
 */
public record Detection(
    int classId, String label, int confidenceE4, float left, float top, float right, float bottom) {

  /** Area in square pixels. */
  public float area() {
    return (right - left) * (bottom - top);
  }
}
