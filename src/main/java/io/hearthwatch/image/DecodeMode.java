package io.hearthwatch.image;

/** At which size samples are decoded before they are resized to a model's input. */
public enum DecodeMode {
  /** Every sample, at the picture's own size. */
  EXACT {
    @Override
    public int reduction(PictureHeader header, InputFormat input) {
      return 1;
    }
  },
  /**
   * JPEG files that are at least twice as large as wanted are scaled while they are decoded: of
   * each block of 8 x 8 samples only 4 x 4, 2 x 2 or one are computed from its low frequencies.
   * That is faster, and averages where a bilinear resize from full size would skip samples.
   */
  FAST {
    @Override
    public int reduction(PictureHeader header, InputFormat input) {
      if (header.format() != PictureFormat.JPEG) {
        return 1;
      }
      Letterbox letterbox = Letterbox.fit(header.width(), header.height(), input);
      double scale = Math.max(letterbox.scaleX(), letterbox.scaleY());
      int reduction = LARGEST;
      while (reduction > 1 && (scale * reduction > 1 || !divides(reduction, header))) {
        reduction /= 2;
      }
      return reduction;
    }
  };

  /** One sample for each of JPEG's blocks. */
  private static final int LARGEST = 8;

  /** The reduced samples then lie over the picture without a rest, whichever way it is turned. */
  private static boolean divides(int reduction, PictureHeader header) {
    return header.width() % reduction == 0 && header.height() % reduction == 0;
  }

  /**
   * By which factor a picture is reduced while it is decoded.
   *
   * @param header the picture's header
   * @param input what it will be resized to; the reduced picture is never smaller than that
   * @return 1, 2, 4 or 8; divides width and height
   */
  public abstract int reduction(PictureHeader header, InputFormat input);
}
