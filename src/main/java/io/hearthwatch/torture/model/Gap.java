package io.hearthwatch.torture.model;

/**
 * A range of offsets that the broker removed before the job read them.
 *
 * @param partition partition
 * @param from first offset
 * @param to offset behind the last
 */
public record Gap(int partition, long from, long to) {

  /** Whether a record lies in it. */
  public boolean holds(int recordPartition, long offset) {
    return partition == recordPartition && offset >= from && offset < to;
  }
}
