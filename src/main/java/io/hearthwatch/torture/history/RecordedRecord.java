package io.hearthwatch.torture.history;

/**
 * A record as the topic really has, or had, it.
 *
 * @param partition partition
 * @param offset offset
 * @param key null for none
 * @param value null for none
 * @param timestampMillis its timestamp
 * @param brokerStamped whether that is the broker's append time
 * @param repeats what it says that it repeats; null for nothing
 */
public record RecordedRecord(
    int partition,
    long offset,
    byte[] key,
    byte[] value,
    long timestampMillis,
    boolean brokerStamped,
    Repetition repeats) {

  /** Whether somebody had it sent again, so that it is no part of what was played. */
  public boolean sentAgain() {
    return repeats != null && !repeats.forged();
  }

  /** Key of its ledger row. */
  public String at() {
    return partition + "@" + offset;
  }
}
