package io.hearthwatch.domain;

/**
 * One Kafka record as it enters the graph: either a valid reference, or a verdict that says why
 * not. A gap in the offsets is an envelope too, so that it reaches the ledger like everything else.
 *
 * @param coordinates topic, partition and (first) offset
 * @param offsetCount offsets that this envelope stands for: 1, or the length of a gap
 * @param appendedAtMillis the record's timestamp; 0 for a gap
 * @param brokerStamped whether that timestamp is the broker's append time, and so can be trusted to
 *     judge a camera's clock
 * @param ingestedAtMillis wall clock when the source read it: a processing column, never compared
 * @param key the record key as it came, cut to 1 KiB; null where it had none
 * @param value the record value as it came, cut to 64 KiB; null where it had none
 * @param reference the parsed reference; null when the record holds none
 * @param verdict why there is no reference, or that its frame is shed; otherwise null
 * @param requeue what the record repeats, by its own account; null where it says nothing readable
 */
public record Envelope(
    RecordCoordinates coordinates,
    long offsetCount,
    long appendedAtMillis,
    boolean brokerStamped,
    long ingestedAtMillis,
    byte[] key,
    byte[] value,
    FrameReference reference,
    Verdict verdict,
    Requeue requeue) {

  /** An envelope of a record that repeats no other. */
  public Envelope(
      RecordCoordinates coordinates,
      long offsetCount,
      long appendedAtMillis,
      boolean brokerStamped,
      long ingestedAtMillis,
      byte[] key,
      byte[] value,
      FrameReference reference,
      Verdict verdict) {
    this(
        coordinates,
        offsetCount,
        appendedAtMillis,
        brokerStamped,
        ingestedAtMillis,
        key,
        value,
        reference,
        verdict,
        null);
  }

  /** The same envelope, of a frame that is not to be searched. */
  public Envelope shed(Verdict why) {
    return new Envelope(
        coordinates,
        offsetCount,
        appendedAtMillis,
        brokerStamped,
        ingestedAtMillis,
        key,
        value,
        reference,
        why,
        requeue);
  }

  /** The same envelope without the raw record, for frames that need it no longer. */
  public Envelope withoutRaw() {
    return new Envelope(
        coordinates,
        offsetCount,
        appendedAtMillis,
        brokerStamped,
        ingestedAtMillis,
        null,
        null,
        reference,
        verdict,
        requeue);
  }
}
