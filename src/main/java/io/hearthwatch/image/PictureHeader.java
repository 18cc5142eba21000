package io.hearthwatch.image;

/**
 * What a picture says about itself, read without decoding a sample.
 *
 * @param format file format
 * @param storedWidth width of the stored samples in pixels, at least 1
 * @param storedHeight height of the stored samples in pixels, at least 1
 * @param orientation how they have to be turned to stand upright
 */
public record PictureHeader(
    PictureFormat format, int storedWidth, int storedHeight, Orientation orientation) {

  /** Width of the upright picture in pixels. */
  public int width() {
    return orientation.swapsSides() ? storedHeight : storedWidth;
  }

  /** Height of the upright picture in pixels. */
  public int height() {
    return orientation.swapsSides() ? storedWidth : storedHeight;
  }

  /** Number of pixels. */
  public long pixels() {
    return (long) storedWidth * storedHeight;
  }

  /**
   * Whether a claimed size is that of the picture, upright or as stored: whoever announces a frame
   * may have read either, and both are right.
   *
   * @param width claimed width; null claims nothing
   * @param height claimed height; null claims nothing
   */
  public boolean hasSize(Integer width, Integer height) {
    return isOrUnknown(width, width()) && isOrUnknown(height, height())
        || isOrUnknown(width, storedWidth) && isOrUnknown(height, storedHeight);
  }

  private static boolean isOrUnknown(Integer claimed, int actual) {
    return claimed == null || claimed == actual;
  }

  /**
   * Reads the header of a JPEG, PNG or WebP file. Thread-safe; never calls native code.
   *
   * @param picture the bytes of the file; not modified
   * @throws UndecodablePictureException when they begin like none of them, or end inside the header
   */
  public static PictureHeader read(byte[] picture) throws UndecodablePictureException {
    if (JpegStructure.begins(picture)) {
      return JpegStructure.header(picture);
    }
    if (PngStructure.begins(picture)) {
      return PngStructure.header(picture);
    }
    if (WebpStructure.begins(picture)) {
      return WebpStructure.header(picture);
    }
    throw new UndecodablePictureException(
        picture.length == 0
            ? "the file is empty"
            : "the " + picture.length + " bytes begin like no JPEG, PNG or WebP file");
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
      case WEBP -> WebpStructure.requireWhole(picture);
    }
  }
}
