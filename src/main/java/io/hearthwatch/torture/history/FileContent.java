package io.hearthwatch.torture.history;

/**
 * What a file holds, and what is to be seen in it.
 *
 * @param bytes the file
 * @param sha256 their SHA-256, 64 lower-case hexadecimal digits
 * @param scene what it shows; null when it cannot be decoded
 * @param width pixels that its header announces; 0 when it has none that can be read
 * @param height pixels that its header announces; 0 when it has none that can be read
 */
public record FileContent(byte[] bytes, String sha256, CodedScene scene, int width, int height) {

  /** A good picture of a scene. */
  public static FileContent of(CodedScene scene) {
    byte[] bytes = scene.paint();
    return new FileContent(bytes, Sha256.hex(bytes), scene, scene.edge(), scene.edge());
  }

  /** A good picture with bytes behind its end, which no decoder reads. */
  public static FileContent padded(CodedScene scene, int length) {
    byte[] bytes = java.util.Arrays.copyOf(scene.paint(), length);
    return new FileContent(bytes, Sha256.hex(bytes), scene, scene.edge(), scene.edge());
  }

  /**
   * Something that is no whole picture.
   *
   * @param edge width and height that its header announces, 0 for none
   */
  public static FileContent undecodable(byte[] bytes, int edge) {
    return new FileContent(bytes, Sha256.hex(bytes), null, edge, edge);
  }
}
