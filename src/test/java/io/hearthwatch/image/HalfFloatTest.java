package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

  /** What bits mean, by the definition of the format. */
  static float value(int bits) {
    int exponent = bits >>> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double magnitude =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : exponent == 31
                ? Double.POSITIVE_INFINITY
                : Math.scalb(1024.0 + fraction, exponent - 25);
    return (float) (bits >>> 15 == 0 ? magnitude : -magnitude);
  }

  @Test
  void everyHalfStaysItself() {
    for (int bits = 0; bits < 0x10000; bits++) {
      boolean number = (bits & 0x7C00) != 0x7C00 || (bits & 0x3FF) == 0;
      if (number) {
        assertThat(HalfFloat.bits(value(bits))).isEqualTo(bits);
      }
    }
  }

  @Test
  void othersBecomeTheNearestAndTiesTheEvenOne() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      int bits = random.nextInt(0x7C00 - 1);
      double low = value(bits);
      double high = value(bits + 1);
      double middle = (low + high) / 2;
      float between = (float) (low + random.nextDouble() * (high - low));
      int expected = between < middle || between == middle && bits % 2 == 0 ? bits : bits + 1;
      assertThat(HalfFloat.bits(between)).isEqualTo(expected);
      assertThat(HalfFloat.bits((float) middle)).isEqualTo(bits + bits % 2);
    }
    assertThat(HalfFloat.bits(65_519f)).isEqualTo(0x7BFF);
    assertThat(HalfFloat.bits(65_520f)).isEqualTo(0x7C00);
    assertThat(HalfFloat.bits(-1e30f)).isEqualTo(0xFC00);
  }
}
