package io.hearthwatch.detect.onnx;

import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.image.Axes;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and columns of a model's input.
 *
 * @param height rows
 * @param width columns
 */
record InputSize(int height, int width) {
  private static final Pattern IMGSZ =
      Pattern.compile("\\s*\\[?\\s*(\\d{1,5})\\s*(?:,\\s*(\\d{1,5})\\s*)?]?\\s*");

  /** Larger inputs are a mistake in the model, not a picture. */
  private static final int MAX = 8192;

  /**
   * Takes the size from the input's shape, or where that is dynamic from what a person says, or
   * else from the metadata {@code imgsz} (rows, columns).
   *
   * <p>The shape goes first: tools that derive a model for another size leave the old metadata.
   *
   * @param said what a person says; null for nothing
   */
  static InputSize of(Port input, Axes axes, Map<String, String> metadata, ModelOptions.Size said)
      throws UnsupportedModelException {
    int rowAxis = axes == Axes.CHANNELS_FIRST ? 2 : 1;
    long height = input.shape().get(rowAxis);
    long width = input.shape().get(rowAxis + 1);
    if (said != null) {
      if (height >= 0 && height != said.height() || width >= 0 && width != said.width()) {
        throw new UnsupportedModelException(
            "detect.input-size is %dx%d, but the model's input %s fixes its size: leave the option out"
                .formatted(said.height(), said.width(), input));
      }
      height = said.height();
      width = said.width();
    }
    if (height < 0 || width < 0) {
      String imgsz = metadata.get("imgsz");
      Matcher matcher = imgsz == null ? null : IMGSZ.matcher(imgsz);
      if (matcher == null || !matcher.matches()) {
        throw new UnsupportedModelException(
            "the model's input %s has no fixed height and width, and its metadata 'imgsz' %s: set detect.input-size, or export it with a fixed size"
                .formatted(input, imgsz == null ? "is missing" : "is " + imgsz));
      }
      long rows = Long.parseLong(matcher.group(1));
      long columns = matcher.group(2) == null ? rows : Long.parseLong(matcher.group(2));
      height = height < 0 ? rows : height;
      width = width < 0 ? columns : width;
    }
    if (height < 1 || width < 1 || height > MAX || width > MAX) {
      throw new UnsupportedModelException(
          "the model's input is %d x %d pixels: 1 to %d fit".formatted(width, height, MAX));
    }
    return new InputSize((int) height, (int) width);
  }
}
