package io.hearthwatch.store;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

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
  /** How long an answer of the database is waited for where its address says nothing of that. */
  static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  /**
   * Opens a connection, which the caller closes. Not through {@link java.sql.DriverManager}: it
   * does not see a driver that came with a job's jar.
   *
   * @throws SQLException when the database does not answer in time or refuses
   */
  public Connection connect() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    Properties named = Driver.parseURL(jdbcUrl, new Properties());
    if (named == null || named.getProperty("socketTimeout") == null) {
      source.setSocketTimeout((int) ANSWERS_WITHIN.toSeconds());
    }
    return source.getConnection(user, password.isEmpty() ? null : password);
  }

  /** Names the target, never the password. */
  @Override
  public String toString() {
    return "StoreSettings[jdbcUrl=" + jdbcUrl + ", user=" + user + "]";
  }
}
