package io.hearthwatch.deadletters;

/**
 * A record as it came, as far as the ledger keeps it.
 *
 * @param key its first 1 KiB; null where it had none
 * @param value its first 64 KiB; null where it had none
 */
public record RawRecord(byte[] key, byte[] value) {
  private static final int MOST_KEY_BYTES = 1024;
  private static final int MOST_VALUE_BYTES = 64 * 1024;

  /** The same of row {@code f} of table {@code frame}, as a condition. */
  static final String MAY_BE_CUT =
      "coalesce(octet_length(f.raw_key) >= %d, false) OR coalesce(octet_length(f.raw_value) >= %d, false)"
          .formatted(MOST_KEY_BYTES, MOST_VALUE_BYTES);

  /** Whether some of it may be missing. */
  public boolean mayBeCut() {
    return (key != null && key.length >= MOST_KEY_BYTES)
        || (value != null && value.length >= MOST_VALUE_BYTES);
  }
}
