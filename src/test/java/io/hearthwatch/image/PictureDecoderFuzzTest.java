package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a picture of the announced size or a refusal; nothing else comes out. */
class PictureDecoderFuzzTest {
  private static final long MAX_PIXELS = 1_000_000;
  private static final InputFormat SMALL =
      new InputFormat(8, 8, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);

  static Stream<byte[]> pictures() {
    BufferedImage scene = Pictures.scene(24, 16, 13);
    return Stream.of(
        Pictures.jpeg(scene),
        Pictures.progressiveJpeg(scene),
        Pictures.turnedJpeg(Pictures.jpeg(scene), 6),
        Pictures.jpeg(Pictures.as(BufferedImage.TYPE_BYTE_GRAY, scene)),
        Pictures.adobeJpeg(Pictures.fourChannelJpeg(16, 16, 179, 171, 1, 255), 2),
        Pictures.png(scene),
        Pictures.turnedPng(Pictures.interlacedPng(scene), 5),
        Pictures.deepPng(24, 16),
        Pictures.png(Pictures.as(BufferedImage.TYPE_BYTE_INDEXED, scene)),
        Pictures.webp(scene, false),
        Pictures.webp(scene, true),
        Pictures.extendedWebp(Pictures.webp(scene, false), 24, 16, 0x08, 8));
  }

  @MethodSource("pictures")
  @FuzzTest(maxDuration = "30s")
  void anyBytesAreDecodedOrRefused(byte[] bytes) {
    try {
      PictureHeader header = PictureHeader.read(bytes);
      if (header.pixels() > MAX_PIXELS) {
        return;
      }
      int reduction = DecodeMode.FAST.reduction(header, SMALL);
      decode(bytes, header, 1);
      if (reduction > 1) {
        decode(bytes, header, reduction);
      }
    } catch (UndecodablePictureException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200);
    }
  }

  private static void decode(byte[] bytes, PictureHeader header, int reduction)
      throws UndecodablePictureException {
    try (DecodedPicture picture = PictureDecoder.decode(bytes, header, reduction)) {
      assertThat(picture.frameWidth()).isEqualTo(header.width());
      assertThat(picture.frameHeight()).isEqualTo(header.height());
      picture.copyRow(picture.height() - 1, new int[picture.width()]);
    }
  }
}
