package io.hearthwatch.torture.model;

import java.time.Instant;
import java.util.Comparator;

/**
 * That somebody sent a rejected record again, or was about to.
 *
 * @param id stands in the headers of the record that was sent
 * @param partition of the rejected record
 * @param offset of the rejected record
 * @param requestedAt when it was asked for
 * @param sentOffset where the record stands that was sent; null when nobody noted it
 */
public record Sending(String id, int partition, long offset, Instant requestedAt, Long sentOffset) {
  static final Comparator<Sending> BY_TIME =
      Comparator.comparing(Sending::requestedAt).thenComparing(Sending::id);

  /** Key of the ledger row of the rejected record. */
  public String original() {
    return partition + "@" + offset;
  }
}
