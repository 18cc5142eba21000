package io.hearthwatch.domain;

import java.io.Serializable;

/**
 * Offsets that the broker removed before they were read, and that the operator gave up. Whatever an
 * earlier attempt of the job may have written of records in it is void.
 *
 * @param topic topic name
 * @param partition partition number
 * @param end offset behind the last one that is gone
 */
public record AcceptedGap(String topic, int partition, long end) implements Serializable {

  /** The gap that an envelope stands for; null when it stands for anything else. */
  public static AcceptedGap of(Envelope envelope) {
    if (envelope.verdict() == null || envelope.verdict().reason() != Reason.OFFSETS_EXPIRED) {
      return null;
    }
    RecordCoordinates from = envelope.coordinates();
    return new AcceptedGap(from.topic(), from.partition(), from.offset() + envelope.offsetCount());
  }
}
