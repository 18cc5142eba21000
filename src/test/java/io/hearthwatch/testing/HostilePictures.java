package io.hearthwatch.testing;

import io.hearthwatch.image.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;

/** Files under an allowed root that are no pictures, or lead out of it. */
final class HostilePictures {
  /**
   * A place under the root, with the outcomes that a frame there may have.
   *
   * @param file may not exist
   */
  record Place(Path file, Set<String> expected) {}

  static final String ANALYSED = "analysed";
  static final String UNDECODABLE = "rejected:undecodable";
  static final String TOO_MANY_PIXELS = "rejected:too_many_pixels";
  static final String FORBIDDEN = "rejected:forbidden_uri";
  static final String UNREADABLE = "rejected:unreadable_file";
  static final String MISSING = "rejected:missing_file";
  static final String TOO_LARGE = "rejected:file_too_large";

  private static final int CUT = 30;
  private static final int FLIPPED = 60;

  private final Random random;
  private final Path directory;
  private final byte[] good;
  private final List<Place> places = new ArrayList<>();

  private HostilePictures(Random random, Path directory, byte[] good) {
    this.random = random;
    this.directory = directory;
    this.good = good;
  }

  /** Broken pictures of many kinds, in a new directory under the root. */
  static List<Place> broken(Random random, Path root, Path picture) throws IOException {
    HostilePictures pictures =
        new HostilePictures(
            random, Files.createDirectories(root.resolve("broken")), Files.readAllBytes(picture));
    pictures.cut();
    pictures.wrongHeaders();
    pictures.bombs();
    pictures.otherFormats();
    return pictures.places;
  }

  /** Pictures with some bytes changed: each may be a picture still. */
  static List<Place> flipped(Random random, Path root, Path picture) throws IOException {
    HostilePictures pictures =
        new HostilePictures(
            random, Files.createDirectories(root.resolve("flipped")), Files.readAllBytes(picture));
    for (int i = 0; i < FLIPPED; i++) {
      byte[] bytes = pictures.good.clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      pictures.add("bits-" + i + ".jpg", bytes, ANALYSED, UNDECODABLE, TOO_MANY_PIXELS);
    }
    return pictures.places;
  }

  /** Links, directories and names that cannot be read, or must not be. */
  static List<Place> traps(Path root, Path picture) throws IOException {
    Path directory = Files.createDirectories(root.resolve("traps"));
    Path outside = Files.createDirectories(root.resolveSibling("outside"));
    Path secret = Files.copy(picture, outside.resolve("secret.jpg"));
    Path huge = directory.resolve("huge.jpg");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(20_000_000_000L);
    }
    Path chain = link(directory, "chain.jpg", link(directory, "chained.jpg", secret));
    return List.of(
        place(link(directory, "secret.jpg", secret), FORBIDDEN),
        place(link(directory, "passwd.jpg", Path.of("/etc/passwd")), FORBIDDEN),
        place(link(directory, "zero.jpg", Path.of("/dev/zero")), FORBIDDEN),
        place(link(directory, "relative.jpg", Path.of("../../outside/secret.jpg")), FORBIDDEN),
        place(link(directory, "away", outside).resolve("secret.jpg"), FORBIDDEN),
        place(link(directory, "top", Path.of("/")).resolve("etc/hosts"), FORBIDDEN),
        place(chain, FORBIDDEN),
        place(link(directory, "inside.jpg", picture), ANALYSED),
        place(link(directory, "dangling.jpg", Path.of("nowhere.jpg")), MISSING),
        place(link(directory, "loop.jpg", Path.of("loop.jpg")), UNREADABLE),
        place(Files.createDirectories(directory.resolve("directory.jpg")), UNREADABLE),
        place(directory.resolve("n".repeat(300) + ".jpg"), UNREADABLE),
        place(huge, TOO_LARGE));
  }

  private static Path link(Path directory, String name, Path target) throws IOException {
    return Files.createSymbolicLink(directory.resolve(name), target);
  }

  private static Place place(Path file, String expected) {
    return new Place(file, Set.of(expected));
  }

  private void cut() throws IOException {
    for (int i = 0; i < CUT; i++) {
      add("cut-" + i + ".jpg", Arrays.copyOf(good, random.nextInt(good.length - 1)), UNDECODABLE);
    }
    byte[] png = Pictures.png(Pictures.scene(64, 48, 1));
    add("cut.png", Arrays.copyOf(png, png.length - 12), UNDECODABLE);
    add("one-byte.jpg", new byte[] {(byte) 0xff}, UNDECODABLE);
    add("empty.jpg", new byte[0], UNDECODABLE);
  }

  private void wrongHeaders() throws IOException {
    byte[] magic = good.clone();
    magic[1] = 0;
    add("magic.jpg", magic, UNDECODABLE);
    add("no-height.jpg", withSize(640, 0), UNDECODABLE);
    add("no-width.jpg", withSize(0, 480), UNDECODABLE);
    // Fewer lines than announced: there is no half picture.
    add("taller.jpg", withSize(640, 4_000), UNDECODABLE);
    byte[] deep = good.clone();
    deep[frameHeader() + 4] = 12;
    add("twelve-bits.jpg", deep, UNDECODABLE);
    byte[] png = Pictures.png(Pictures.scene(64, 48, 1));
    png[png.length / 2] ^= 0x10;
    add("corrupt.png", png, UNDECODABLE);
  }

  /** Little files that ask for much memory. */
  private void bombs() throws IOException {
    add("bomb.jpg", withSize(65_535, 65_535), TOO_MANY_PIXELS);
    add("wide.jpg", withSize(65_535, 800), TOO_MANY_PIXELS);
    add("bomb.png", pngOf(Integer.MAX_VALUE, Integer.MAX_VALUE), TOO_MANY_PIXELS);
    add("thin.png", pngOf(Integer.MAX_VALUE, 1), TOO_MANY_PIXELS);
    add("negative.png", pngOf(-1, 4), UNDECODABLE);
    add("none.png", pngOf(0, 4), UNDECODABLE);
    add("hollow.png", pngOf(1_000, 1_000), UNDECODABLE);
  }

  private void otherFormats() throws IOException {
    text("text.jpg", "this is no picture");
    text("page.jpg", "<html><body>404 Not Found</body></html>");
    text("vector.jpg", "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc'/></svg>");
    text("image.gif.jpg", "GIF89a\1\0\1\0\200\0\0\0\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;");
    text("image.webp.jpg", "RIFF\44\0\0\0WEBPVP8 \30\0\0\0");
    text("image.bmp.jpg", "BM\106\0\0\0\0\0\0\0\66\0\0\0\50\0\0\0\2\0\0\0\2\0\0\0\1\0\30\0");
    text("image.tiff.jpg", "II*\0\10\0\0\0");
    text("archive.jpg", "PK\3\4");
    byte[] noise = new byte[4_000];
    random.nextBytes(noise);
    add("noise.jpg", noise, UNDECODABLE);
    add("zeros.jpg", new byte[9_000], UNDECODABLE);
  }

  private void text(String name, String content) throws IOException {
    add(name, content.getBytes(StandardCharsets.ISO_8859_1), UNDECODABLE);
  }

  private void add(String name, byte[] bytes, String... expected) throws IOException {
    places.add(new Place(Files.write(directory.resolve(name), bytes), Set.of(expected)));
  }

  /** The good picture with another size in its frame header. */
  private byte[] withSize(int width, int height) {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes)
        .putShort(frameHeader() + 5, (short) height)
        .putShort(frameHeader() + 7, (short) width);
    return bytes;
  }

  /** Where the good picture's baseline frame header (its marker) stands. */
  private int frameHeader() {
    for (int at = 2; at < good.length - 1; at += 2 + ByteBuffer.wrap(good).getShort(at + 2)) {
      if (good[at + 1] == (byte) 0xC0) {
        return at;
      }
    }
    throw new IllegalStateException("the good picture is no baseline JPEG file");
  }

  /** A PNG file of such a size by its header, whose sums are right, and of one pixel by content. */
  private static byte[] pngOf(int width, int height) {
    byte[] bytes = Pictures.png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    ByteBuffer.wrap(bytes).putInt(16, width).putInt(20, height);
    CRC32 sum = new CRC32();
    sum.update(bytes, 12, 17);
    ByteBuffer.wrap(bytes).putInt(29, (int) sum.getValue());
    return bytes;
  }
}
