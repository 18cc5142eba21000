package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PictureMemoryTest {
  private static final long TOLERATED = 96L << 20;

  /** A picture holds 48 KB, so a leak in one of these paths would be 160 MB or more. */
  @Test
  void givesBackWhatItTook() {
    BufferedImage scene = Pictures.scene(128, 96, 5);
    byte[][] pictures = {
      Pictures.jpeg(scene),
      Pictures.jpeg(Pictures.as(BufferedImage.TYPE_BYTE_GRAY, scene)),
      Pictures.turnedJpeg(Pictures.jpeg(scene), 7),
      Pictures.png(Pictures.as(BufferedImage.TYPE_BYTE_INDEXED, scene)),
      Pictures.webp(scene, false),
    };
    assertThat(refused(1_000, pictures)).isZero();
    long before = Pointer.physicalBytes();
    assertThat(refused(10_000, pictures)).isZero();
    assertThat(Pointer.physicalBytes() - before).isLessThan(TOLERATED);
  }

  /** A picture holds 1.2 MB, so a leak would be 600 MB. Few, as each writes a line. */
  @Test
  void givesBackWhatItTookForPicturesItRefuses() {
    byte[] jpeg = Pictures.jpeg(Pictures.scene(640, 480, 5));
    byte[] samplesMissing = Arrays.copyOf(jpeg, jpeg.length * 3 / 4);
    samplesMissing[samplesMissing.length - 2] = (byte) 0xFF;
    samplesMissing[samplesMissing.length - 1] = (byte) 0xD9;
    assertThat(refused(50, samplesMissing)).isEqualTo(50);
    long before = Pointer.physicalBytes();
    assertThat(refused(500, samplesMissing)).isEqualTo(500);
    assertThat(Pointer.physicalBytes() - before).isLessThan(TOLERATED);
  }

  private static int refused(int rounds, byte[]... pictures) {
    int refused = 0;
    for (int i = 0; i < rounds; i++) {
      byte[] picture = pictures[i % pictures.length];
      try {
        PictureDecoder.decode(picture, PictureHeader.read(picture), 1).close();
      } catch (UndecodablePictureException e) {
        refused++;
      }
    }
    return refused;
  }
}
