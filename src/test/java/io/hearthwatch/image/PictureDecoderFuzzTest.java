package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a picture of the announced size or a refusal; nothing else comes out. */
class PictureDecoderFuzzTest {
  private static final long MAX_PIXELS = 1_000_000;

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
