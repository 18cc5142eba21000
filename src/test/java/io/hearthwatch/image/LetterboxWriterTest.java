package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LetterboxWriterTest {

  @Test
  void equalsTheObviousImplementation() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      InputFormat format =
          new InputFormat(
              1 + random.nextInt(90),
              1 + random.nextInt(90),
              random.nextBoolean() ? Placement.CENTRED : Placement.TOP_LEFT,
              random.nextBoolean() ? ChannelOrder.RGB : ChannelOrder.BGR,
              random.nextBoolean() ? 255f : 1f);
      BufferedImage image =
          Pictures.scene(1 + random.nextInt(150), 1 + random.nextInt(150), random.nextLong());
      assertThat(write(new LetterboxWriter(format), image))
          .as("%d x %d into %s", image.getWidth(), image.getHeight(), format)
          .isEqualTo(obvious(image, format));
    }
  }

  /** Pixel by pixel, straight from the definition. */
  private static FloatBuffer obvious(BufferedImage image, InputFormat format) {
    FloatBuffer tensor = FloatBuffer.allocate(format.length());
    Letterbox letterbox = Letterbox.fit(image.getWidth(), image.getHeight(), format);
    for (int channel = 0; channel < 3; channel++) {
      int shift = format.order() == ChannelOrder.RGB ? 16 - 8 * channel : 8 * channel;
      for (int y = 0; y < format.height(); y++) {
        for (int x = 0; x < format.width(); x++) {
          int column = x - letterbox.left();
          int row = y - letterbox.top();
          boolean inside =
              column >= 0 && column < letterbox.width() && row >= 0 && row < letterbox.height();
          int sample = inside ? sample(image, letterbox, column, row, shift) : 114;
          tensor.put(sample / format.divisor());
        }
      }
    }
    return tensor.flip();
  }

  private static int sample(BufferedImage image, Letterbox letterbox, int x, int y, int shift) {
    float sourceX = (x + 0.5f) * ((float) image.getWidth() / letterbox.width()) - 0.5f;
    float sourceY = (y + 0.5f) * ((float) image.getHeight() / letterbox.height()) - 0.5f;
    int left = (int) Math.floor(sourceX);
    int top = (int) Math.floor(sourceY);
    float right = sourceX - left;
    float below = sourceY - top;
    float upper =
        at(image, left, top, shift) * (1 - right) + at(image, left + 1, top, shift) * right;
    float lower =
        at(image, left, top + 1, shift) * (1 - right) + at(image, left + 1, top + 1, shift) * right;
    return (int) (upper * (1 - below) + lower * below + 0.5f);
  }

  private static int at(BufferedImage image, int x, int y, int shift) {
    int inX = Math.max(0, Math.min(image.getWidth() - 1, x));
    int inY = Math.max(0, Math.min(image.getHeight() - 1, y));
    return image.getRGB(inX, inY) >>> shift & 0xFF;
  }

  @Test
  void leavesNothingOfThePictureBefore() throws Exception {
    InputFormat format = new InputFormat(64, 64, Placement.CENTRED, ChannelOrder.RGB, 255f);
    LetterboxWriter reused = new LetterboxWriter(format);
    Random random = new Random(8);
    for (int i = 0; i < 30; i++) {
      BufferedImage image =
          Pictures.scene(1 + random.nextInt(120), 1 + random.nextInt(120), random.nextLong());
      assertThat(write(reused, image)).isEqualTo(write(new LetterboxWriter(format), image));
    }
  }

  @Test
  void copiesSamplesThatNeedNoResizing() throws Exception {
    BufferedImage image = Pictures.scene(32, 32, 9);
    InputFormat format = new InputFormat(32, 32, Placement.TOP_LEFT, ChannelOrder.BGR, 1f);
    FloatBuffer tensor = write(new LetterboxWriter(format), image);
    assertThat(tensor.get(5 * 32 + 6)).isEqualTo(image.getRGB(6, 5) & 0xFF);
    assertThat(tensor.get(2 * 32 * 32 + 5 * 32 + 6)).isEqualTo(image.getRGB(6, 5) >>> 16 & 0xFF);
  }

  private static FloatBuffer write(LetterboxWriter writer, BufferedImage image) throws Exception {
    byte[] png = Pictures.png(image);
    try (DecodedPicture picture = PictureDecoder.decode(png, PictureHeader.read(png), 1)) {
      writer.write(picture);
    }
    return writer.tensor();
  }
}
