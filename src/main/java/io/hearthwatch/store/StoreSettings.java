package io.hearthwatch.store;

import java.io.Serializable;
import java.time.Duration;

/**
 * How rows are written to Postgres.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user role that writes
 * @param password its password; empty where the server asks for none
 * @param batchSize statements sent together
 * @param batchInterval longest time a row waits for others
 * @param maxRetries how often a failed flush is repeated before the job fails over
 */
public record StoreSettings(
    String jdbcUrl,
    String user,
    String password,
    int batchSize,
    Duration batchInterval,
    int maxRetries)
    implements Serializable {

  /** Names the target, never the password. */
  @Override
  public String toString() {
    return "StoreSettings[jdbcUrl=" + jdbcUrl + ", user=" + user + "]";
  }
}
