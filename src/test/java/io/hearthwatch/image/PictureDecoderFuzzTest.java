package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a picture of the announced size or a refusal; nothing else comes out. */
class PictureDecoderFuzzTest {
  private static final long MAX_PIXELS = 1_000_000;

  static Stream<byte[]> pictures() {
    BufferedImage scene = Pictures.scene(24, 16, 13);
    return Stream.of(
        Pictures.jpeg(scene),
        Pictures.progressiveJpeg(scene),
        Pictures.jpeg(Pictures.as(BufferedImage.TYPE_BYTE_GRAY, scene)),
        Pictures.png(scene),
        Pictures.png(Pictures.as(BufferedImage.TYPE_BYTE_INDEXED, scene)));
  }

  @MethodSource("pictures")
  @FuzzTest(maxDuration = "30s")
  void anyBytesAreDecodedOrRefused(byte[] bytes) {
    try {
      PictureHeader header = PictureHeader.read(bytes);
      if (header.pixels() > MAX_PIXELS) {
        return;
      }
      try (DecodedPicture picture = PictureDecoder.decode(bytes, header)) {
        assertThat(picture.width()).isEqualTo(header.width());
        picture.copyRow(picture.height() - 1, new int[picture.width()]);
      }
    } catch (UndecodablePictureException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200);
    }
  }
}
