package io.hearthwatch.image;

/** IEEE 754 half precision: one bit sign, five bits exponent, ten bits fraction. */
final class HalfFloat {
  private static final int FRACTION_BITS = 10;
  private static final int INFINITY = 0x7C00;

  /** Half of the distance from the largest finite half to where the next one would be. */
  private static final float OVERFLOW = 65_520f;

  private HalfFloat() {}

  /**
   * The nearest half, ties to the one with an even fraction.
   *
   * @param value not NaN
   * @return its bits, 0 to 65 535
   */
  static int bits(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 31 << 15;
    float magnitude = Math.abs(value);
    if (magnitude >= OVERFLOW) {
      return sign | INFINITY;
    }
    // Below the smallest normal number the steps are as wide as just above it.
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    double steps = Math.scalb((double) magnitude, FRACTION_BITS - exponent);
    int rounded = (int) Math.rint(steps);
    // A normal number's leading one raises the exponent field, as does a carry from rounding.
    return sign | ((exponent + 14 << FRACTION_BITS) + rounded);
  }
}
