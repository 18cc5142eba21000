package io.hearthwatch.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A model's input in native memory, filled row by row with what stands for each sample.
 *
 * <p>A row is handed over as codes: the normalised value for floats; for halves and bytes the
 * number whose lowest bits are the element. So the usual tensor takes rows as they are.
 */
final class InputTensor {
  private static final int SAMPLES = 256;
  private static final int COLOURS = 3;

  private final ElementType elements;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final float[][] codes = new float[COLOURS][SAMPLES];
  private final int[] firstOf = new int[COLOURS];
  private final int step;
  private final int pixels;

  InputTensor(InputFormat format) {
    elements = format.elements();
    bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(elements.bytes(), format.length()))
            .order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
    pixels = format.width() * format.height();
    boolean planes = format.axes() == Axes.CHANNELS_FIRST;
    step = planes ? 1 : COLOURS;
    for (int colour = 0; colour < COLOURS; colour++) {
      int position = format.order() == ChannelOrder.RGB ? colour : COLOURS - 1 - colour;
      firstOf[colour] = planes ? position * pixels : position;
      for (int sample = 0; sample < SAMPLES; sample++) {
        float value = format.normalisation().apply(sample, colour);
        codes[colour][sample] = elements == ElementType.FLOAT16 ? HalfFloat.bits(value) : value;
      }
    }
  }

  /** The tensor's memory in native byte order. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** What {@link #put} takes for each sample of a colour. */
  float[] codes(int colour) {
    return codes[colour];
  }

  /**
   * Writes neighbouring pixels' samples of one colour.
   *
   * @param pixel the first one, counted from the top left row by row
   * @param row codes of the samples
   */
  void put(int colour, int pixel, float[] row, int count) {
    int at = firstOf[colour] + pixel * step;
    if (elements == ElementType.FLOAT32 && step == 1) {
      floats.put(at, row, 0, count);
      return;
    }
    for (int i = 0; i < count; i++, at += step) {
      switch (elements) {
        case FLOAT32 -> floats.put(at, row[i]);
        case FLOAT16 -> bytes.putShort(at * Short.BYTES, (short) (int) row[i]);
        case UINT8 -> bytes.put(at, (byte) (int) row[i]);
      }
    }
  }

  /** Gives all pixels one grey. */
  void fill(int sample, float[] line) {
    for (int colour = 0; colour < COLOURS; colour++) {
      Arrays.fill(line, codes[colour][sample]);
      for (int pixel = 0; pixel < pixels; pixel += line.length) {
        put(colour, pixel, line, line.length);
      }
    }
  }
}
