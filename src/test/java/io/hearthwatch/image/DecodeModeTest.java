package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeModeTest {

  @ParameterizedTest
  @CsvSource({
    // width, height, input, reduction
    "1920, 1080, 640, 2",
    "1920, 1080, 320, 4",
    "1280, 720, 640, 2",
    "1279, 720, 640, 1",
    "1278, 719, 320, 1",
    "640, 360, 640, 1",
    "639, 360, 320, 1",
    "640, 360, 320, 2",
    "3840, 2160, 416, 8",
    "30000, 20000, 416, 8",
    "1366, 768, 320, 2",
    "1080, 1920, 640, 2",
  })
  void reducesAsFarAsTheInputAllows(int width, int height, int input, int reduction) {
    InputFormat format = square(input);
    PictureHeader jpeg =
        new PictureHeader(PictureFormat.JPEG, width, height, Orientation.QUARTER_LEFT);
    assertThat(DecodeMode.FAST.reduction(jpeg, format)).isEqualTo(reduction);
    assertThat(DecodeMode.EXACT.reduction(jpeg, format)).isEqualTo(1);
    for (PictureFormat other : new PictureFormat[] {PictureFormat.PNG, PictureFormat.WEBP}) {
      PictureHeader header = new PictureHeader(other, width, height, Orientation.UPRIGHT);
      assertThat(DecodeMode.FAST.reduction(header, format)).isEqualTo(1);
    }
  }

  /** Neither side of a stretched picture is reduced below what is wanted. */
  @Test
  void looksAtBothSidesOfAStretchedPicture() {
    InputFormat stretched =
        new InputFormat(640, 640, Placement.STRETCHED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
    PictureHeader wide = new PictureHeader(PictureFormat.JPEG, 1920, 1080, Orientation.UPRIGHT);
    assertThat(DecodeMode.FAST.reduction(wide, stretched)).isEqualTo(1);
    PictureHeader large = new PictureHeader(PictureFormat.JPEG, 2560, 1440, Orientation.UPRIGHT);
    assertThat(DecodeMode.FAST.reduction(large, stretched)).isEqualTo(2);
  }

  private static InputFormat square(int side) {
    return new InputFormat(
        side, side, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
  }

  /** The geometry is that of the whole frame; samples differ by what is averaged. */
  @Test
  void fastPicturesLieWhereExactOnesDo() throws Exception {
    Random random = new Random(12);
    for (int i = 0; i < 24; i++) {
      int input = 24 + random.nextInt(20);
      BufferedImage scene =
          Pictures.scene(8 * (12 + random.nextInt(30)), 8 * (12 + random.nextInt(30)), i);
      byte[] jpeg = Pictures.turnedJpeg(Pictures.jpeg(scene), 1 + i % 8);
      LetterboxWriter exact = new LetterboxWriter(square(input));
      LetterboxWriter fast = new LetterboxWriter(square(input));
      Letterbox wanted = write(exact, jpeg, DecodeMode.EXACT);
      assertThat(write(fast, jpeg, DecodeMode.FAST)).isEqualTo(wanted);
      assertThat(meanDifference(exact.tensor().asFloatBuffer(), fast.tensor().asFloatBuffer()))
          .as("%d x %d into %d, turned %d", scene.getWidth(), scene.getHeight(), input, 1 + i % 8)
          .isLessThan(12 / 255.0);
    }
  }

  private static Letterbox write(LetterboxWriter writer, byte[] jpeg, DecodeMode mode)
      throws Exception {
    PictureHeader header = PictureHeader.read(jpeg);
    int reduction =
        mode.reduction(header, square((int) Math.sqrt(writer.tensor().capacity() / 12)));
    assertThat(reduction > 1).isEqualTo(mode == DecodeMode.FAST);
    try (DecodedPicture picture = PictureDecoder.decode(jpeg, header, reduction)) {
      return writer.write(picture);
    }
  }

  private static double meanDifference(FloatBuffer one, FloatBuffer other) {
    double sum = 0;
    for (int i = 0; i < one.capacity(); i++) {
      sum += Math.abs(one.get(i) - other.get(i));
    }
    return sum / one.capacity();
  }
}
