package io.hearthwatch.image;

import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/** Decodes whole pictures and turns them upright. Thread-safe, without state. */
public final class PictureDecoder {
  private static final int NO_COLOUR_MAP = 0;
  private static final int STRICT = 0;
  private static final int BITS_PER_PIXEL = 32;

  static {
    // What is wrong with a picture is told by an exception, not by lines on standard error.
    leptonica.setMsgSeverity(leptonica.L_SEVERITY_NONE);
  }

  private PictureDecoder() {}

  /**
   * Decodes a picture; the caller closes it. Greyscale, palette, transparent, four-ink and 16-bit
   * pictures become red, green and blue; transparency is ignored.
   *
   * @param picture the bytes of the file; not modified
   * @param header the header read from these bytes; its size should have been judged before
   * @param reduction what {@link DecodeMode} says for this picture
   * @throws UndecodablePictureException when the file is cut off or corrupt anywhere: there is no
   *     half picture
   */
  public static DecodedPicture decode(byte[] picture, PictureHeader header, int reduction)
      throws UndecodablePictureException {
    header.requireWhole(picture);
    PIX pix = read(picture, header.format(), reduction);
    if (isNull(pix)) {
      throw new UndecodablePictureException(
          "the " + header.format() + " file is corrupt: its samples cannot be decoded");
    }
    if (pix.w() != header.storedWidth() / reduction
        || pix.h() != header.storedHeight() / reduction) {
      String decoded = pix.w() + " x " + pix.h();
      leptonica.pixDestroy(pix);
      throw new UndecodablePictureException(
          "the header announces %d x %d pixels, the samples are %s"
              .formatted(header.storedWidth(), header.storedHeight(), decoded));
    }
    PIX upright = header.orientation().apply(inColour(pix));
    if (isNull(upright)) {
      throw new UndecodablePictureException("there is no memory to turn the picture upright");
    }
    return new DecodedPicture(upright, reduction);
  }

  private static PIX read(byte[] picture, PictureFormat format, int reduction)
      throws UndecodablePictureException {
    return switch (format) {
      case JPEG ->
          leptonica.pixReadMemJpeg(
              picture, picture.length, NO_COLOUR_MAP, reduction, new int[1], STRICT);
      case PNG -> {
        byte[] bare = PngStructure.withoutAncillary(picture);
        yield leptonica.pixReadMemPng(bare, bare.length);
      }
      case WEBP -> leptonica.pixReadMemWebP(picture, picture.length);
    };
  }

  private static PIX inColour(PIX pix) throws UndecodablePictureException {
    if (pix.d() == BITS_PER_PIXEL) {
      return pix;
    }
    PIX colour = leptonica.pixConvertTo32(pix);
    int depth = pix.d();
    leptonica.pixDestroy(pix);
    if (isNull(colour)) {
      throw new UndecodablePictureException(
          "a picture of " + depth + " bits a pixel cannot be turned into colours");
    }
    return colour;
  }

  private static boolean isNull(PIX pix) {
    return pix == null || pix.isNull();
  }
}
