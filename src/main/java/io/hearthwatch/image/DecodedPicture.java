package io.hearthwatch.image;

import java.nio.IntBuffer;
import java.util.Objects;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * The samples of one upright picture, in native memory until {@link #close}. One thread at a time.
 *
 * <p>A pixel is one {@code int}: red in the highest byte, then green, then blue; the lowest byte
 * means nothing.
 */
public final class DecodedPicture implements AutoCloseable {
  private final int width;
  private final int height;
  private final int reduction;
  private final int wordsPerRow;
  private PIX pix;
  private IntBuffer words;

  /**
   * Takes over a picture of 32 bits a pixel and destroys it on close.
   *
   * @param reduction pixels of the frame, along each side, that one of these stands for
   */
  DecodedPicture(PIX pix, int reduction) {
    this.pix = pix;
    this.reduction = reduction;
    this.width = pix.w();
    this.height = pix.h();
    this.wordsPerRow = pix.wpl();
    this.words = pix.data().capacity((long) wordsPerRow * height).asBuffer();
  }

  /** Columns of samples. */
  public int width() {
    return width;
  }

  /** Rows of samples. */
  public int height() {
    return height;
  }

  /** Width of the upright frame in pixels; more than there are columns if it was reduced. */
  public int frameWidth() {
    return width * reduction;
  }

  /** Height of the upright frame in pixels; more than there are rows if it was reduced. */
  public int frameHeight() {
    return height * reduction;
  }

  /**
   * Copies one row.
   *
   * @param y row from the top, 0 to height - 1
   * @param row receives {@link #width} pixels; longer is fine
   */
  public void copyRow(int y, int[] row) {
    Objects.requireNonNull(words, "the picture is closed");
    Objects.checkIndex(y, height);
    words.get(y * wordsPerRow, row, 0, width);
  }

  /** Frees the native memory. Closing twice is harmless. */
  @Override
  public void close() {
    if (pix != null) {
      words = null;
      leptonica.pixDestroy(pix);
      pix = null;
    }
  }
}
