package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;

/**
 * An object that somebody labelled in a frame.
 *
 * @param label class name
 * @param left left edge in pixels, within the frame
 * @param top top edge in pixels, within the frame
 * @param right right edge, exclusive, {@code > left}
 * @param bottom bottom edge, exclusive, {@code > top}
 */
public record LabelledBox(String label, double left, double top, double right, double bottom) {

  /** Intersection over union with a detection, 0 to 1. */
  double overlap(Detection detection) {
    double width = Math.min(right, detection.right()) - Math.max(left, detection.left());
    double height = Math.min(bottom, detection.bottom()) - Math.max(top, detection.top());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double both = width * height;
    double own = (right - left) * (bottom - top);
    double other =
        ((double) detection.right() - detection.left())
            * ((double) detection.bottom() - detection.top());
    return both / (own + other - both);
  }
}
