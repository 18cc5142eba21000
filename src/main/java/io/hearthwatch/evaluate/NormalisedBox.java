package io.hearthwatch.evaluate;

/**
 * A labelled object as a label file gives it: positions and sizes are shares of the picture's width
 * and height.
 *
 * @param label class name
 * @param centreX 0 to 1
 * @param centreY 0 to 1
 * @param width above 0, at most 1
 * @param height above 0, at most 1
 */
public record NormalisedBox(
    String label, double centreX, double centreY, double width, double height) {

  /** The box in pixels of a picture of this size, clipped to it. */
  LabelledBox in(int pictureWidth, int pictureHeight) {
    return new LabelledBox(
        label,
        Math.max(0, (centreX - width / 2) * pictureWidth),
        Math.max(0, (centreY - height / 2) * pictureHeight),
        Math.min(pictureWidth, (centreX + width / 2) * pictureWidth),
        Math.min(pictureHeight, (centreY + height / 2) * pictureHeight));
  }
}
