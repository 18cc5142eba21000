package io.hearthwatch.image;

import java.nio.ByteBuffer;

/**
 * Writes pictures into a model's input tensor: bilinear resize, padding, normalisation, channel
 * order, axes and element type in one pass over the samples.
 *
 * <p>Owns one direct buffer that every picture overwrites; with pictures of one size nothing is
 * allocated. One thread at a time.
 *
 * <p>Resized samples are rounded to whole ones, halves up, before they are normalised: quantised
 * models are sensitive to a single step. Java's float arithmetic is exact to the bit everywhere, so
 * the tensor is the same on every machine. OpenCV's fixed-point {@code INTER_LINEAR} differs from
 * it by at most one step.
 */
public final class LetterboxWriter {
  /** Grey of the padding, which the models were trained with. */
  private static final int PADDING = 114;

  private static final int CHANNELS = 3;

  private final InputFormat format;
  private final InputTensor tensor;
  private final float[] line;
  private final byte[] samples;

  private Letterbox letterbox;
  private LinearTaps columns;
  private LinearTaps rows;
  private int[] pixels = new int[0];

  /** Two source rows, resized horizontally; one array per channel. */
  private final float[][][] resized;

  private final int[] resizedRow = new int[2];

  /** A writer of tensors of this format. */
  public LetterboxWriter(InputFormat format) {
    this.format = format;
    this.tensor = new InputTensor(format);
    this.line = new float[format.width()];
    this.samples = new byte[format.length()];
    this.resized = new float[2][CHANNELS][format.width()];
  }

  /** The tensor's memory, in the format's elements and axes; the next picture overwrites it. */
  public ByteBuffer tensor() {
    return tensor.bytes();
  }

  /**
   * Resizes one picture and writes it into the tensor.
   *
   * @return how it was fitted
   */
  public Letterbox write(DecodedPicture picture) {
    fit(picture.frameWidth(), picture.frameHeight());
    tap(picture.width(), picture.height());
    resizedRow[0] = -1;
    resizedRow[1] = -1;
    for (int y = 0; y < letterbox.height(); y++) {
      int upper = resizedRow(picture, rows.first[y], -1);
      int lower = resizedRow(picture, rows.second[y], upper);
      for (int channel = 0; channel < CHANNELS; channel++) {
        blend(resized[upper][channel], resized[lower][channel], rows.weight[y], at(channel, y));
      }
    }
    return fill();
  }

  /**
   * The resized samples of the picture written last: of the channels red, green and blue the rows
   * from the top, {@link Letterbox#samples} bytes in all. The next picture overwrites them.
   */
  public byte[] samples() {
    return samples;
  }

  /**
   * Writes samples that were resized before, and now stand in {@link #samples}, into the tensor.
   *
   * @param frame where they lie, as {@link Letterbox#fit} says for their frame and this input
   */
  public void restore(Letterbox frame) {
    fit(frame.frameWidth(), frame.frameHeight());
    if (!letterbox.equals(frame)) {
      throw new IllegalArgumentException(frame + " is of another input than " + letterbox);
    }
    fill();
  }

  private void fit(int width, int height) {
    if (letterbox != null && letterbox.frameWidth() == width && letterbox.frameHeight() == height) {
      return;
    }
    letterbox = Letterbox.fit(width, height, format);
    tensor.fill(PADDING, line);
  }

  private void tap(int width, int height) {
    if (columns == null || !columns.join(width, letterbox.width())) {
      columns = new LinearTaps(width, letterbox.width());
    }
    if (rows == null || !rows.join(height, letterbox.height())) {
      rows = new LinearTaps(height, letterbox.height());
    }
    if (pixels.length < width) {
      pixels = new int[width];
    }
  }

  private int at(int channel, int row) {
    return (channel * letterbox.height() + row) * letterbox.width();
  }

  /** Samples to the tensor. */
  private Letterbox fill() {
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int y = 0; y < letterbox.height(); y++) {
        int start = (letterbox.top() + y) * format.width() + letterbox.left();
        encode(at(channel, y), tensor.codes(channel));
        tensor.put(channel, start, line, letterbox.width());
      }
    }
    return letterbox;
  }

  /**
   * Makes sure that a source row is resized.
   *
   * @param keep the slot that must not be given up, or -1
   * @return the slot it is in
   */
  private int resizedRow(DecodedPicture picture, int y, int keep) {
    if (resizedRow[0] == y) {
      return 0;
    }
    if (resizedRow[1] == y) {
      return 1;
    }
    int slot = keep >= 0 ? 1 - keep : resizedRow[0] <= resizedRow[1] ? 0 : 1;
    picture.copyRow(y, pixels);
    resizeRow(pixels, resized[slot][0], resized[slot][1], resized[slot][2]);
    resizedRow[slot] = y;
    return slot;
  }

  private void resizeRow(int[] source, float[] red, float[] green, float[] blue) {
    int[] first = columns.first;
    int[] second = columns.second;
    float[] weight = columns.weight;
    for (int x = 0; x < first.length; x++) {
      int p = source[first[x]];
      int q = source[second[x]];
      float right = weight[x];
      float left = 1 - right;
      red[x] = (p >>> 24) * left + (q >>> 24) * right;
      green[x] = (p >>> 16 & 0xFF) * left + (q >>> 16 & 0xFF) * right;
      blue[x] = (p >>> 8 & 0xFF) * left + (q >>> 8 & 0xFF) * right;
    }
  }

  private void blend(float[] upper, float[] lower, float below, int at) {
    byte[] target = samples;
    float above = 1 - below;
    int width = letterbox.width();
    for (int x = 0; x < width; x++) {
      target[at + x] = (byte) (int) (upper[x] * above + lower[x] * below + 0.5f);
    }
  }

  private void encode(int at, float[] codes) {
    float[] target = line;
    byte[] source = samples;
    int width = letterbox.width();
    for (int x = 0; x < width; x++) {
      target[x] = codes[source[at + x] & 0xFF];
    }
  }
}
