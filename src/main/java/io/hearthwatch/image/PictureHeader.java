package io.hearthwatch.image;

/**
 * What a picture says about itself, read without decoding a sample.
 *
 * @param format file format
 * @param width width in pixels, at least 1
 * @param height height in pixels, at least 1
 */
public record PictureHeader(PictureFormat format, int width, int height) {

  /** Number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * Reads the header of a JPEG or PNG file. Thread-safe; never calls native code.
   *
   * @param picture the bytes of the file; not modified
   * @throws UndecodablePictureException when they begin like neither format, or end inside the
   *     header
   */
  public static PictureHeader read(byte[] picture) throws UndecodablePictureException {
    if (JpegStructure.begins(picture)) {
      return JpegStructure.header(picture);
    }
    if (PngStructure.begins(picture)) {
      return PngStructure.header(picture);
    }
    throw new UndecodablePictureException(
        picture.length == 0
            ? "the file is empty"
            : "the " + picture.length + " bytes begin like neither a JPEG nor a PNG file");
  }

  /**
   * Checks that the file is whole as far as can be told without decompressing it.
   *
   * @param picture the bytes this header was read from
   */
  void requireWhole(byte[] picture) throws UndecodablePictureException {
    switch (format) {
      case JPEG -> JpegStructure.requireWhole(picture);
      case PNG -> PngStructure.requireWhole(picture);
    }
  }
}
