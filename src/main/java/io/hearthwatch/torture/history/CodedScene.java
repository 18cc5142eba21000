package io.hearthwatch.torture.history;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture whose detections are known to the last digit, because they are painted into it: {@code
 * src/models/make_coded_model.py} tells how, and makes the network that reads them.
 *
 * @param boxes at most eight
 * @param scale edge of the picture in units of 64 pixels, 1 or 2: a larger one is scaled down, and
 *     its boxes are scaled up again
 * @param salt 0 to 255: painted where the network does not look, so that pictures with the same
 *     boxes have other bytes
 */
public record CodedScene(List<CodedBox> boxes, int scale, int salt) {
  /** Edge of the network's input. */
  public static final int SIZE = 64;

  private static final int CELL = 8;
  private static final int ROWS = SIZE / CELL;

  /** Checks the ranges. */
  public CodedScene {
    if (boxes.size() > ROWS || scale < 1 || scale > 2 || salt < 0 || salt > 255) {
      throw new IllegalArgumentException(
          "%d boxes at scale %d, salt %d".formatted(boxes.size(), scale, salt));
    }
    boxes = List.copyOf(boxes);
  }

  /** Width and height of the picture in pixels. */
  public int edge() {
    return SIZE * scale;
  }

  /** The picture as a PNG file: the same bytes for the same scene. */
  public byte[] paint() {
    BufferedImage picture = new BufferedImage(edge(), edge(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < edge(); y++) {
      for (int x = 0; x < edge(); x++) {
        picture.setRGB(x, y, colour(y / scale / CELL, x / scale / CELL));
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private int colour(int row, int column) {
    int number = row < boxes.size() && column < 6 ? boxes.get(row).numbers()[column] : 0;
    return number << 8 | salt;
  }
}
