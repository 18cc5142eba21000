package io.hearthwatch.domain;

import java.util.UUID;

/**
 * A 128-bit row key in two halves; as a record of two longs it travels through Flink state without
 * a generic serializer, which {@link UUID} would need.
 *
 * @param mostSignificant the high 64 bits, as {@link UUID#getMostSignificantBits()}
 * @param leastSignificant the low 64 bits, as {@link UUID#getLeastSignificantBits()}
 */
public record RowId(long mostSignificant, long leastSignificant) implements Comparable<RowId> {

  /** The same key as a {@link UUID}. */
  public static RowId of(UUID uuid) {
    return new RowId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  /** The {@link UUID} with these bits. */
  public UUID toUuid() {
    return new UUID(mostSignificant, leastSignificant);
  }

  /**
   * Unsigned order of the 128 bits: for version 7 keys the order of their times, as Postgres has
   * it.
   */
  @Override
  public int compareTo(RowId other) {
    int high = Long.compareUnsigned(mostSignificant, other.mostSignificant);
    return high != 0 ? high : Long.compareUnsigned(leastSignificant, other.leastSignificant);
  }

  @Override
  public String toString() {
    return toUuid().toString();
  }
}
