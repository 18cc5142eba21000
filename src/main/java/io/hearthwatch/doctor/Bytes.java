package io.hearthwatch.doctor;

import java.util.Locale;

/** Amounts as people read them. */
final class Bytes {
  private static final long MIB = 1L << 20;
  private static final double GIB = 1L << 30;

  private Bytes() {}

  /** {@code 412 MiB}, {@code 7.7 GiB}. */
  static String of(long bytes) {
    return bytes < 1L << 30
        ? bytes / MIB + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
