package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PictureMemoryTest {
  private static final int ROUNDS = 20_000;
  private static final long TOLERATED = 96L << 20;

  /** One picture holds 12 KB or more, so a leak in one of these paths would be 80 MB or more. */
  @Test
  void givesBackWhatItTookAlsoAfterFailures() throws Exception {
    BufferedImage scene = Pictures.scene(128, 96, 5);
    byte[] jpeg = Pictures.jpeg(scene);
    byte[] noEnd = Arrays.copyOf(jpeg, jpeg.length * 3 / 4);
    noEnd[noEnd.length - 2] = (byte) 0xFF;
    noEnd[noEnd.length - 1] = (byte) 0xD9;
    byte[][] pictures = {
      jpeg,
      Pictures.jpeg(Pictures.as(BufferedImage.TYPE_BYTE_GRAY, scene)),
      Pictures.png(Pictures.as(BufferedImage.TYPE_BYTE_INDEXED, scene)),
      noEnd,
    };
    int refused = decodeAll(pictures, ROUNDS / 10);
    long before = Pointer.physicalBytes();
    refused += decodeAll(pictures, ROUNDS);
    assertThat(refused).isEqualTo((ROUNDS / 10 + ROUNDS) / 4);
    assertThat(Pointer.physicalBytes() - before).isLessThan(TOLERATED);
  }

  private static int decodeAll(byte[][] pictures, int rounds) {
    int refused = 0;
    for (int i = 0; i < rounds; i++) {
      byte[] picture = pictures[i % pictures.length];
      try {
        PictureDecoder.decode(picture, PictureHeader.read(picture)).close();
      } catch (UndecodablePictureException e) {
        refused++;
      }
    }
    return refused;
  }
}
