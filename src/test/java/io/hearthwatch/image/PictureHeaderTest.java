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
        .isEqualTo(new PictureHeader(PictureFormat.JPEG, 50, 30, Orientation.UPRIGHT));
    assertThat(PictureHeader.read(Pictures.progressiveJpeg(SCENE)))
        .isEqualTo(new PictureHeader(PictureFormat.JPEG, 50, 30, Orientation.UPRIGHT));
    assertThat(PictureHeader.read(Pictures.png(SCENE)))
        .isEqualTo(new PictureHeader(PictureFormat.PNG, 50, 30, Orientation.UPRIGHT));
  }

  @Test
  void readsSizeAndOrientationOfWebp() throws Exception {
    for (boolean lossless : new boolean[] {false, true}) {
      byte[] webp = Pictures.webp(SCENE, lossless);
      assertThat(PictureHeader.read(webp))
          .isEqualTo(new PictureHeader(PictureFormat.WEBP, 50, 30, Orientation.UPRIGHT));
      assertThat(PictureHeader.read(Pictures.extendedWebp(webp, 50, 30, 0x08, 6)))
          .isEqualTo(new PictureHeader(PictureFormat.WEBP, 50, 30, Orientation.QUARTER_RIGHT));
    }
  }

  @Test
  void refusesAnimations() {
    assertRefused(
        Pictures.extendedWebp(Pictures.webp(SCENE, false), 50, 30, 0x02, 1),
        "the WebP file is animated: only still pictures are read");
  }

  @Test
  void takesEitherSizeOfATurnedPictureAsRight() throws Exception {
    PictureHeader turned = PictureHeader.read(Pictures.turnedJpeg(Pictures.jpeg(SCENE), 6));
    assertThat(turned.width()).isEqualTo(30);
    assertThat(turned.height()).isEqualTo(50);
    assertThat(turned.hasSize(30, 50)).isTrue();
    assertThat(turned.hasSize(50, 30)).isTrue();
    assertThat(turned.hasSize(null, 30)).isTrue();
    assertThat(turned.hasSize(null, null)).isTrue();
    assertThat(turned.hasSize(50, 50)).isFalse();
    assertThat(turned.hasSize(31, null)).isFalse();
    assertThat(PictureHeader.read(Pictures.jpeg(SCENE)).hasSize(30, 50)).isFalse();
  }

  /** A block that cannot be read must not cost the picture. */
  @Test
  void takesUnreadableExifForNone() {
    byte[] block = Pictures.exif(6);
    assertThat(ExifBlock.orientation(block, 0, block.length)).isEqualTo(Orientation.QUARTER_RIGHT);
    for (int length = 0; length < block.length - 4; length++) {
      assertThat(ExifBlock.orientation(block, 0, length)).isEqualTo(Orientation.UPRIGHT);
    }
    java.util.Random random = new java.util.Random(21);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = block.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      assertThat(ExifBlock.orientation(broken, 0, random.nextInt(broken.length + 1))).isNotNull();
    }
    for (int tag : new int[] {0, 9, 65_535}) {
      byte[] odd = Pictures.exif(tag);
      assertThat(ExifBlock.orientation(odd, 0, odd.length)).isEqualTo(Orientation.UPRIGHT);
    }
  }

  @Test
  void countsPixelsBeyondInt() {
    assertThat(new PictureHeader(PictureFormat.PNG, 1 << 30, 1 << 30, Orientation.UPRIGHT).pixels())
        .isEqualTo(1L << 60);
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
        "the 22 bytes begin like no JPEG, PNG or WebP file");
    byte[] jpeg = Pictures.jpeg(SCENE);
    assertRefused(
        Arrays.copyOf(jpeg, 10),
        "the JPEG file is cut off: no end-of-image marker within 10 bytes");

    byte[] flat = jpeg.clone();
    flat[indexOfMarker(flat, 0xC0) + 5] = 0;
    flat[indexOfMarker(flat, 0xC0) + 6] = 0;
    assertRefused(flat, "the JPEG header announces 50 x 0 pixels");

    byte[] two = jpeg.clone();
    two[indexOfMarker(two, 0xC0) + 9] = 2;
    assertRefused(
        two,
        "the JPEG file has 2 components of 8 bits: 1 (grey), 3 (colour) or 4 (inks) of 8 bits are"
            + " read");

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
