package io.hearthwatch.image;

import java.nio.IntBuffer;
import java.util.Objects;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * The samples of one picture, in native memory until {@link #close}. One thread at a time.
 *
 * <p>A pixel is one {@code int}: red in the highest byte, then green, then blue; the lowest byte
 * means nothing.
 */
public final class DecodedPicture implements AutoCloseable {
  private final int width;
  private final int height;
  private final int wordsPerRow;
  private PIX pix;
  private IntBuffer words;

  /** Takes over a picture of 32 bits a pixel and destroys it on close. */
  DecodedPicture(PIX pix) {
    this.pix = pix;
    this.width = pix.w();
    this.height = pix.h();
    this.wordsPerRow = pix.wpl();
    this.words = pix.data().capacity((long) wordsPerRow * height).asBuffer();
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
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
