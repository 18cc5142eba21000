package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureHeaderTest {
  private static final BufferedImage SCENE = Pictures.scene(50, 30, 1);

  @Test
  void readsSizeAndFormat() throws Exception {
    assertThat(PictureHeader.read(Pictures.jpeg(SCENE)))
        .isEqualTo(new PictureHeader(PictureFormat.JPEG, 50, 30));
    assertThat(PictureHeader.read(Pictures.progressiveJpeg(SCENE)))
        .isEqualTo(new PictureHeader(PictureFormat.JPEG, 50, 30));
    assertThat(PictureHeader.read(Pictures.png(SCENE)))
        .isEqualTo(new PictureHeader(PictureFormat.PNG, 50, 30));
  }

  @Test
  void countsPixelsBeyondInt() {
    assertThat(new PictureHeader(PictureFormat.PNG, 1 << 30, 1 << 30).pixels()).isEqualTo(1L << 60);
  }

  @Test
  void neverReadsTheSamples() throws Exception {
    byte[] jpeg = Pictures.jpeg(SCENE);
    int scan = indexOfMarker(jpeg, 0xDA);
    assertThat(PictureHeader.read(Arrays.copyOf(jpeg, scan)).width()).isEqualTo(50);
    assertThat(PictureHeader.read(Arrays.copyOf(Pictures.png(SCENE), 33)).width()).isEqualTo(50);
  }

  @Test
  void refusesEveryHeaderThatEndsEarly() {
    byte[] jpeg = Pictures.jpeg(SCENE);
    int frameHeader = indexOfMarker(jpeg, 0xC0);
    for (int length = 0; length < frameHeader + 19; length++) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      assertThatThrownBy(() -> PictureHeader.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(UndecodablePictureException.class);
    }
    byte[] png = Pictures.png(SCENE);
    for (int length = 0; length < 33; length++) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThatThrownBy(() -> PictureHeader.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(UndecodablePictureException.class);
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused(new byte[0], "the file is empty");
    assertRefused(
        "<html>not found</html>".getBytes(StandardCharsets.UTF_8),
        "the 22 bytes begin like neither a JPEG nor a PNG file");
    byte[] jpeg = Pictures.jpeg(SCENE);
    assertRefused(
        Arrays.copyOf(jpeg, 10),
        "the JPEG file is cut off: no end-of-image marker within 10 bytes");

    byte[] flat = jpeg.clone();
    flat[indexOfMarker(flat, 0xC0) + 5] = 0;
    flat[indexOfMarker(flat, 0xC0) + 6] = 0;
    assertRefused(flat, "the JPEG header announces 50 x 0 pixels");

    assertRefused(
        Pictures.fourChannelJpeg(16, 16, 0, 0, 0, 255),
        "the JPEG file has 4 components of 8 bits: 1 (grey) or 3 (colour) of 8 bits are read");

    byte[] png = Pictures.png(SCENE);
    png[19]++;
    assertRefused(png, "the PNG chunk at byte 8 is corrupt");
  }

  private static void assertRefused(byte[] picture, String detail) {
    assertThatThrownBy(() -> PictureHeader.read(picture))
        .isInstanceOf(UndecodablePictureException.class)
        .hasMessage(detail);
  }

  /** Where the first marker of this kind begins. */
  static int indexOfMarker(byte[] jpeg, int marker) {
    for (int i = 0; i + 1 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new AssertionError("no marker " + Integer.toHexString(marker));
  }
}
