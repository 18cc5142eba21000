package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
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
              Placement.values()[random.nextInt(3)],
              random.nextBoolean() ? ChannelOrder.RGB : ChannelOrder.BGR,
              Normalisation.values()[random.nextInt(3)]);
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
          int colour = format.order() == ChannelOrder.RGB ? channel : 2 - channel;
          tensor.put(format.normalisation().apply(sample, colour));
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
    InputFormat format =
        new InputFormat(64, 64, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
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
    InputFormat format =
        new InputFormat(32, 32, Placement.TOP_LEFT, ChannelOrder.BGR, Normalisation.RAW);
    FloatBuffer tensor = write(new LetterboxWriter(format), image);
    assertThat(tensor.get(5 * 32 + 6)).isEqualTo(image.getRGB(6, 5) & 0xFF);
    assertThat(tensor.get(2 * 32 * 32 + 5 * 32 + 6)).isEqualTo(image.getRGB(6, 5) >>> 16 & 0xFF);
  }

  @Test
  void everyElementTypeAndAxisOrderHoldsTheSamePicture() throws Exception {
    Random random = new Random(10);
    for (int i = 0; i < 40; i++) {
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      Placement placement = Placement.values()[random.nextInt(3)];
      ChannelOrder order = ChannelOrder.values()[random.nextInt(2)];
      BufferedImage image =
          Pictures.scene(1 + random.nextInt(90), 1 + random.nextInt(90), random.nextLong());
      FloatBuffer floats =
          write(
              new LetterboxWriter(
                  new InputFormat(width, height, placement, order, Normalisation.RAW)),
              image);
      for (ElementType elements : ElementType.values()) {
        for (Axes axes : Axes.values()) {
          InputFormat format =
              new InputFormat(width, height, placement, order, Normalisation.RAW, elements, axes);
          LetterboxWriter writer = new LetterboxWriter(format);
          write(writer, image);
          for (int element = 0; element < format.length(); element++) {
            int channel = element / (width * height);
            int pixel = element % (width * height);
            int at = axes == Axes.CHANNELS_FIRST ? element : pixel * 3 + channel;
            assertThat(element(writer.tensor(), elements, at)).isEqualTo(floats.get(element));
          }
        }
      }
    }
  }

  private static float element(ByteBuffer tensor, ElementType elements, int at) {
    return switch (elements) {
      case FLOAT32 -> tensor.getFloat(4 * at);
      case FLOAT16 -> HalfFloatTest.value(tensor.getShort(2 * at) & 0xFFFF);
      case UINT8 -> tensor.get(at) & 0xFF;
    };
  }

  @Test
  void normalisesLikeImageNetColourByColour() {
    assertThat(Normalisation.IMAGENET.apply(255, 0)).isEqualTo((1 - 0.485f) / 0.229f);
    assertThat(Normalisation.IMAGENET.apply(0, 1)).isEqualTo(-0.456f / 0.224f);
    assertThat(Normalisation.IMAGENET.apply(51, 2)).isEqualTo((0.2f - 0.406f) / 0.225f);
  }

  @Test
  void bytesHoldNothingButSamples() {
    assertThatThrownBy(
            () ->
                new InputFormat(
                    8,
                    8,
                    Placement.CENTRED,
                    ChannelOrder.RGB,
                    Normalisation.ZERO_TO_ONE,
                    ElementType.UINT8,
                    Axes.CHANNELS_LAST))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FloatBuffer write(LetterboxWriter writer, BufferedImage image) throws Exception {
    byte[] png = Pictures.png(image);
    try (DecodedPicture picture = PictureDecoder.decode(png, PictureHeader.read(png), 1)) {
      writer.write(picture);
    }
    return writer.tensor().asFloatBuffer();
  }
}
