package io.hearthwatch.image;

/**
 * How a frame was fitted into a model's input: scaled, by one factor unless it was stretched, and
 * the rest padded.
 *
 * @param frameWidth width of the frame in pixels
 * @param frameHeight height of the frame in pixels
 * @param scaleX input pixels per frame pixel, across
 * @param scaleY input pixels per frame pixel, down
 * @param width width of the scaled frame in input pixels, at least 1
 * @param height height of the scaled frame in input pixels, at least 1
 * @param left input pixels left of the scaled frame
 * @param top input pixels above the scaled frame
 */
public record Letterbox(
    int frameWidth,
    int frameHeight,
    double scaleX,
    double scaleY,
    int width,
    int height,
    int left,
    int top) {

  /**
   * Fits a frame into an input as its model family does.
   *
   * @param frameWidth width of the frame in pixels, at least 1
   * @param frameHeight height of the frame in pixels, at least 1
   */
  public static Letterbox fit(int frameWidth, int frameHeight, InputFormat input) {
    double scaleX = (double) input.width() / frameWidth;
    double scaleY = (double) input.height() / frameHeight;
    double scale = Math.min(scaleX, scaleY);
    int width = (int) Math.max(1, Math.round(frameWidth * scale));
    int height = (int) Math.max(1, Math.round(frameHeight * scale));
    return switch (input.placement()) {
      case CENTRED ->
          new Letterbox(
              frameWidth,
              frameHeight,
              scale,
              scale,
              width,
              height,
              before(input.width() - width),
              before(input.height() - height));
      case TOP_LEFT -> new Letterbox(frameWidth, frameHeight, scale, scale, width, height, 0, 0);
      case STRETCHED ->
          new Letterbox(
              frameWidth, frameHeight, scaleX, scaleY, input.width(), input.height(), 0, 0);
    };
  }

  /** Samples of the scaled frame in its three channels. */
  public int samples() {
    return 3 * width * height;
  }

  /** Half of the padding; the tenth decides that an odd pixel of it goes right and below. */
  private static int before(int padding) {
    return (int) Math.round(padding / 2.0 - 0.1);
  }

  /**
   * Maps a box from input pixels to frame pixels, in place, clipped to the frame.
   *
   * @param box left, top, right, bottom; finite
   * @return false when nothing of it lies in the frame
   */
  public boolean toFrame(float[] box) {
    box[0] = clip((box[0] - left) / scaleX, frameWidth);
    box[1] = clip((box[1] - top) / scaleY, frameHeight);
    box[2] = clip((box[2] - left) / scaleX, frameWidth);
    box[3] = clip((box[3] - top) / scaleY, frameHeight);
    return box[0] < box[2] && box[1] < box[3];
  }

  private static float clip(double position, int size) {
    return (float) Math.max(0, Math.min(size, position));
  }
}
