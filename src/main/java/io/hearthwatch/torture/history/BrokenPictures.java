package io.hearthwatch.torture.history;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Files that are no whole picture, too large, or too much for the network. */
final class BrokenPictures {
  private static final int TOO_WIDE = 160;
  private static final int CLASS_WITHOUT_NAME = 99;

  private BrokenPictures() {}

  /**
   * All sorts, in a fixed order.
   *
   * @param scene what would be seen if they were whole
   * @param maxFileBytes largest file that is read
   */
  static List<FileContent> all(CodedScene scene, int maxFileBytes) {
    byte[] whole = scene.paint();
    byte[] flipped = whole.clone();
    // The last bytes before the end chunk belong to the samples and their sum.
    flipped[whole.length - 20] ^= 0x10;
    return List.of(
        FileContent.undecodable(new byte[0], 0),
        FileContent.undecodable("no picture".getBytes(StandardCharsets.UTF_8), 0),
        FileContent.undecodable(Arrays.copyOf(whole, 8), 0),
        FileContent.undecodable(Arrays.copyOf(whole, whole.length / 2), scene.edge()),
        FileContent.undecodable(flipped, scene.edge()),
        FileContent.undecodable(new byte[4096], 0),
        FileContent.padded(scene, maxFileBytes + 1),
        tooManyPixels(),
        FileContent.of(
            new CodedScene(
                List.of(new CodedBox(CLASS_WITHOUT_NAME, 9000, 8, 8, 80, 80)), 1, scene.salt())));
  }

  private static FileContent tooManyPixels() {
    BufferedImage picture = new BufferedImage(TOO_WIDE, TOO_WIDE, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = file.toByteArray();
    return new FileContent(
        bytes, Sha256.hex(bytes), new CodedScene(List.of(), 1, 0), TOO_WIDE, TOO_WIDE);
  }
}
