package io.hearthwatch.testing;

import io.hearthwatch.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One database of the test server.
 *
 * @param jdbcUrl address without credentials
 * @param user superuser
 * @param password empty
 */
public record TestDatabase(String jdbcUrl, String user, String password) {

  /** A new connection; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }

  /** Settings for a sink that writes here, in small batches. */
  public StoreSettings settings() {
    return new StoreSettings(jdbcUrl, user, password, 100, Duration.ofMillis(50), 3);
  }
}
