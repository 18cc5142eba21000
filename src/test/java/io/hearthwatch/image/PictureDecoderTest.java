package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final BufferedImage SCENE = Pictures.scene(53, 37, 2);

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void readsEveryKindOfPngExactly(int type) throws Exception {
    BufferedImage image = Pictures.as(type, SCENE);
    int[][] pixels = decode(Pictures.png(image));
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        assertThat(pixels[y][x] >>> 8).as("pixel %d,%d", x, y).isEqualTo(samples(image, x, y));
      }
    }
  }

  /** Samples as stored: {@code getRGB} would convert grey by its colour space. */
  private static int samples(BufferedImage image, int x, int y) {
    return switch (image.getType()) {
      case BufferedImage.TYPE_BYTE_GRAY -> image.getRaster().getSample(x, y, 0) * 0x010101;
      case BufferedImage.TYPE_USHORT_GRAY -> (image.getRaster().getSample(x, y, 0) >> 8) * 0x010101;
      default -> image.getRGB(x, y) & 0xFFFFFF;
    };
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void readsInterlacedPngLikeAnyOther(int type) throws Exception {
    BufferedImage image = Pictures.as(type, SCENE);
    assertThat(samplesOf(decode(Pictures.interlacedPng(image))))
        .isDeepEqualTo(samplesOf(decode(Pictures.png(image))));
  }

  @Test
  void takesTheHigherByteOfSixteenBits() throws Exception {
    int[][] pixels = decode(Pictures.deepPng(40, 30));
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        assertThat(pixels[y][x] >>> 8).isEqualTo((x * 6) << 16 | (y * 8) << 8 | (x + y));
      }
    }
  }

  /** What lies under transparent pixels is stored, and the model sees what is stored. */
  @Test
  void ignoresTransparency() throws Exception {
    BufferedImage image = Pictures.as(BufferedImage.TYPE_4BYTE_ABGR, SCENE);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x * 4) << 24 | SCENE.getRGB(x, y) & 0xFFFFFF);
      }
    }
    assertThat(samplesOf(decode(Pictures.png(image))))
        .isDeepEqualTo(samplesOf(decode(Pictures.png(SCENE))));
  }

  @Test
  void readsPngWithoutWhatIsSaidAboutItsSamples() throws Exception {
    byte[] png = Pictures.png(Pictures.as(BufferedImage.TYPE_BYTE_INDEXED, SCENE));
    byte[] text = Pictures.pngChunk("tEXt", "Title\0a camera".getBytes(StandardCharsets.US_ASCII));
    byte[] profile = Pictures.pngChunk("iCCP", new byte[] {'x', 0, 0, 1, 2, 3});
    byte[] talkative = Pictures.spliced(Pictures.spliced(png, 33, text), 33, profile);
    assertThat(decode(talkative)).isDeepEqualTo(decode(png));
  }

  @Test
  void readsLosslessWebpExactlyAndLossyWebpNearly() throws Exception {
    assertThat(samplesOf(decode(Pictures.webp(SCENE, true))))
        .isDeepEqualTo(samplesOf(decode(Pictures.png(SCENE))));
    assertThat(difference(decode(Pictures.webp(SCENE, false)), SCENE)).isLessThan(8);
  }

  @Test
  void turnsPicturesUpright() throws Exception {
    int[][] stored = samplesOf(decode(Pictures.png(SCENE)));
    int[][] storedJpeg = samplesOf(decode(Pictures.jpeg(SCENE)));
    for (int tag = 1; tag <= 8; tag++) {
      assertThat(samplesOf(decode(Pictures.turnedPng(Pictures.png(SCENE), tag))))
          .as("orientation %d", tag)
          .isDeepEqualTo(turned(stored, tag));
      assertThat(samplesOf(decode(Pictures.turnedJpeg(Pictures.jpeg(SCENE), tag))))
          .isDeepEqualTo(turned(storedJpeg, tag));
      assertThat(
              samplesOf(
                  decode(Pictures.extendedWebp(Pictures.webp(SCENE, true), 53, 37, 0x08, tag))))
          .isDeepEqualTo(turned(stored, tag));
    }
  }

  /** By the standard's words: what the first row and the first column of the samples show. */
  private static int[][] turned(int[][] stored, int tag) {
    int height = stored.length;
    int width = stored[0].length;
    int[][] upright = tag <= 4 ? new int[height][width] : new int[width][height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int fromRight = width - 1 - column;
        int fromBottom = height - 1 - row;
        int[] place =
            switch (tag) {
              case 1 -> new int[] {row, column};
              case 2 -> new int[] {row, fromRight};
              case 3 -> new int[] {fromBottom, fromRight};
              case 4 -> new int[] {fromBottom, column};
              case 5 -> new int[] {column, row};
              case 6 -> new int[] {column, fromBottom};
              case 7 -> new int[] {fromRight, fromBottom};
              default -> new int[] {fromRight, row};
            };
        upright[place[0]][place[1]] = stored[row][column];
      }
    }
    return upright;
  }

  /** Adobe's programs store ink where others store its absence. */
  @Test
  void readsFourInks() throws Exception {
    assertThatThrownBy(() -> decode(Pictures.fourChannelJpeg(16, 16, 255, 0, 0, 255)))
        .hasMessage(
            "the JPEG file has 4 components and no Adobe marker that says which colours they are");
    byte[] adobe = Pictures.adobeJpeg(Pictures.fourChannelJpeg(16, 16, 255, 0, 0, 255), 0);
    assertThat(decode(adobe)[8][8] >>> 8).isEqualTo(0xFF0000);
    byte[] dark = Pictures.adobeJpeg(Pictures.fourChannelJpeg(16, 16, 255, 0, 0, 100), 0);
    assertThat(decode(dark)[8][8] >>> 8).isEqualTo(0x640000);
    // The same colour as luminance, two differences and ink.
    byte[] ycck = Pictures.adobeJpeg(Pictures.fourChannelJpeg(16, 16, 179, 171, 1, 255), 2);
    int turned = decode(ycck)[8][8] >>> 8;
    assertThat(turned >>> 16).isCloseTo(0xFF, within(4));
    assertThat(turned & 0xFFFF).isLessThan(0x0404);
  }

  @Test
  void readsJpegAsTheReferenceDecoderDoes() throws Exception {
    assertNear(Pictures.jpeg(SCENE));
    assertNear(Pictures.progressiveJpeg(SCENE));
  }

  private static void assertNear(byte[] jpeg) throws Exception {
    BufferedImage expected = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(difference(decode(jpeg), expected)).isLessThan(2);
  }

  /** Mean over all samples. */
  private static double difference(int[][] pixels, BufferedImage expected) {
    double difference = 0;
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        int rgb = expected.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          difference +=
              Math.abs(((rgb >>> shift) & 0xFF) - ((pixels[y][x] >>> (shift + 8)) & 0xFF));
        }
      }
    }
    return difference / (3 * expected.getWidth() * expected.getHeight());
  }

  @Test
  void readsGreyJpegAsGrey() throws Exception {
    BufferedImage grey = Pictures.as(BufferedImage.TYPE_BYTE_GRAY, SCENE);
    int[][] pixels = decode(Pictures.jpeg(grey));
    for (int y = 0; y < grey.getHeight(); y++) {
      for (int x = 0; x < grey.getWidth(); x++) {
        int sample = pixels[y][x] >>> 24;
        assertThat(pixels[y][x] >>> 8).isEqualTo(sample * 0x010101);
        assertThat(sample).isCloseTo(grey.getRaster().getSample(x, y, 0), within(24));
      }
    }
  }

  @Test
  void refusesEveryPictureThatIsCutOff() {
    for (byte[] picture :
        new byte[][] {
          Pictures.jpeg(SCENE),
          Pictures.progressiveJpeg(SCENE),
          Pictures.png(SCENE),
          Pictures.webp(SCENE, false),
          Pictures.webp(SCENE, true),
          Pictures.extendedWebp(Pictures.webp(SCENE, false), 53, 37, 0x08, 6)
        }) {
      for (int length = 0; length < picture.length; length++) {
        byte[] cut = Arrays.copyOf(picture, length);
        assertThatThrownBy(() -> decode(cut))
            .as("%d of %d bytes", length, picture.length)
            .isInstanceOf(UndecodablePictureException.class);
      }
    }
  }

  @Test
  void refusesRealPicturesThatAreCutOff() throws Exception {
    Path frames = Path.of("..", "shared", "data", "frames");
    assumeTrue(Files.exists(frames), () -> "needs " + frames + ", which is not there");
    for (String name :
        new String[] {"cctv-c006200/005445.jpg", "hallway/000001.jpg", "hd/mosaic.jpg"}) {
      byte[] picture = Files.readAllBytes(frames.resolve(name));
      decode(picture);
      for (int i = 1; i < 500; i++) {
        byte[] cut = Arrays.copyOf(picture, (int) ((long) picture.length * i / 500));
        assertThatThrownBy(() -> decode(cut)).isInstanceOf(UndecodablePictureException.class);
      }
      for (int missing = 1; missing < 200; missing++) {
        byte[] cut = Arrays.copyOf(picture, picture.length - missing);
        assertThatThrownBy(() -> decode(cut)).hasMessageContaining("is cut off");
      }
    }
  }

  @Test
  void refusesSamplesThatEndEarlyInsideAWholeFile() {
    byte[] jpeg = Pictures.jpeg(SCENE);
    byte[] short1 = Arrays.copyOf(jpeg, jpeg.length * 2 / 3);
    short1[short1.length - 2] = (byte) 0xFF;
    short1[short1.length - 1] = (byte) 0xD9;
    assertThatThrownBy(() -> decode(short1)).hasMessageContaining("cannot be decoded");
  }

  @Test
  void refusesWebpWhoseSamplesEndEarlyInsideAWholeFile() throws Exception {
    for (boolean lossless : new boolean[] {false, true}) {
      byte[] webp = Pictures.webp(SCENE, lossless);
      byte[] cut = Arrays.copyOf(webp, webp.length * 2 / 3 & ~1);
      ByteBuffer.wrap(cut)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(4, cut.length - 8)
          .putInt(16, cut.length - 20);
      assertThatThrownBy(() -> decode(cut)).hasMessageContaining("cannot be decoded");
    }
  }

  @Test
  void refusesWebpOfTwoSizes() {
    byte[] large = Pictures.extendedWebp(Pictures.webp(SCENE, false), 54, 37, 0x08, 1);
    assertThatThrownBy(() -> decode(large))
        .hasMessage("the WebP header and its samples announce different sizes");
  }

  @Test
  void allowsBytesBehindThePicture() throws Exception {
    byte[] jpeg = Pictures.jpeg(SCENE);
    assertThat(decode(Arrays.copyOf(jpeg, jpeg.length + 1000))).isDeepEqualTo(decode(jpeg));
  }

  @Test
  void doesNotTakeAThumbnailsEndForThePicturesEnd() throws Exception {
    byte[] jpeg = Pictures.jpeg(SCENE);
    byte[] thumbnail = Pictures.jpeg(Pictures.scene(8, 8, 3));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    bytes.write(new byte[] {(byte) 0xFF, (byte) 0xE1});
    bytes.write((thumbnail.length + 2) >> 8);
    bytes.write(thumbnail.length + 2);
    bytes.write(thumbnail);
    bytes.write(jpeg, 2, jpeg.length - 2);
    byte[] picture = bytes.toByteArray();
    assertThat(decode(picture)).isDeepEqualTo(decode(jpeg));
    byte[] cut = Arrays.copyOf(picture, picture.length - 2);
    assertThatThrownBy(() -> decode(cut)).hasMessageContaining("is cut off");
  }

  @Test
  void refusesMoreScansThanAnEncoderWrites() {
    byte[] jpeg = Pictures.progressiveJpeg(SCENE);
    int scan = PictureHeaderTest.indexOfMarker(jpeg, 0xDA);
    byte[] emptyScan = Arrays.copyOfRange(jpeg, scan, scan + 14);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, scan);
    for (int i = 0; i <= JpegStructure.MAX_SCANS; i++) {
      bytes.write(emptyScan, 0, emptyScan.length);
    }
    bytes.write(jpeg, scan, jpeg.length - scan);
    byte[] picture = bytes.toByteArray();
    assertThatThrownBy(() -> decode(picture)).hasMessage("the JPEG file has more than 100 scans");
  }

  @Test
  void survivesAnyMutation() throws Exception {
    byte[] jpeg = Pictures.jpeg(SCENE);
    byte[][] pictures = {
      jpeg,
      jpeg,
      Pictures.png(SCENE),
      Pictures.webp(SCENE, false),
      Pictures.webp(SCENE, true),
      Pictures.adobeJpeg(Pictures.fourChannelJpeg(16, 16, 179, 171, 1, 255), 2)
    };
    Random random = new Random(4);
    for (int i = 0; i < 4000; i++) {
      byte[] mutated = pictures[i % pictures.length].clone();
      for (int changes = random.nextInt(5); changes >= 0; changes--) {
        // The first bytes, headers and tables, are where a decoder is led astray.
        int range = random.nextBoolean() ? Math.min(mutated.length, 650) : mutated.length;
        mutated[random.nextInt(range)] = (byte) random.nextInt();
      }
      assertSameVerdictTwice(mutated);
    }
  }

  private static void assertSameVerdictTwice(byte[] picture) throws Exception {
    int[][] pixels;
    try {
      if (PictureHeader.read(picture).pixels() > 100_000) {
        return;
      }
      pixels = decode(picture);
    } catch (UndecodablePictureException refused) {
      assertThatThrownBy(() -> decode(picture))
          .isInstanceOf(UndecodablePictureException.class)
          .hasMessage(refused.getMessage());
      return;
    }
    assertThat(decode(picture)).isDeepEqualTo(pixels);
  }

  @Test
  void cannotBeReadAfterClose() throws Exception {
    byte[] png = Pictures.png(SCENE);
    DecodedPicture picture = PictureDecoder.decode(png, PictureHeader.read(png), 1);
    picture.close();
    picture.close();
    assertThatThrownBy(() -> picture.copyRow(0, new int[53])).hasMessage("the picture is closed");
  }

  private static int[][] samplesOf(int[][] pixels) {
    return Arrays.stream(pixels)
        .map(row -> Arrays.stream(row).map(pixel -> pixel >>> 8).toArray())
        .toArray(int[][]::new);
  }

  private static int[][] decode(byte[] picture) throws UndecodablePictureException {
    try (DecodedPicture decoded = PictureDecoder.decode(picture, PictureHeader.read(picture), 1)) {
      int[][] rows = new int[decoded.height()][decoded.width()];
      for (int y = 0; y < rows.length; y++) {
        decoded.copyRow(y, rows[y]);
      }
      return rows;
    }
  }
}
