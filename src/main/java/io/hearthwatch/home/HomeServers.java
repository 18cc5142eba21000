package io.hearthwatch.home;

import io.hearthwatch.local.DurableDatabase;
import io.hearthwatch.local.EmbeddedBroker;
import io.hearthwatch.local.RunResources;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The database and the broker that the job works with: the home's own, or somebody's.
 *
 * @param database the home's own; null if it is somebody's
 * @param bootstrapServers {@code host:port}
 * @param ownBroker whether the broker is the home's
 * @param jdbcUrl where the tables are
 * @param user role that writes
 * @param passwordFile its password; null where none is named
 */
record HomeServers(
    DurableDatabase database,
    String bootstrapServers,
    boolean ownBroker,
    String jdbcUrl,
    String user,
    String passwordFile) {

  /**
   * Starts what is the home's own, and returns when it answers.
   *
   * @param notice told when a port has changed
   */
  static HomeServers start(
      HomeDirectory home,
      HomeProperties properties,
      HomeSettings settings,
      RunResources run,
      Consumer<String> notice)
      throws IOException, SQLException {
    String bootstrapServers = settings.bootstrapServers();
    if (bootstrapServers == null) {
      int port = properties.port("kafka", notice);
      int controllerPort = properties.port("kafka-controller", notice);
      properties.save();
      bootstrapServers =
          run.register(EmbeddedBroker.open(home.kafka(), port, controllerPort)).bootstrapServers();
    }
    boolean ownBroker = settings.bootstrapServers() == null;
    HomeSettings.ExistingDatabase existing = settings.database();
    if (existing != null) {
      return new HomeServers(
          null,
          bootstrapServers,
          ownBroker,
          existing.jdbcUrl(),
          existing.user(),
          existing.passwordFile());
    }
    // One that a killed process left running would hold the home's own port.
    DurableDatabase.endServerIn(home.postgres());
    int port = properties.port("postgres", notice);
    properties.save();
    DurableDatabase database = HomeTables.startServer(home, port, run, DurableDatabase::open);
    return new HomeServers(
        database,
        bootstrapServers,
        ownBroker,
        database.jdbcUrl(HomeDatabase.NAME),
        HomeDatabase.NAME,
        HomeDatabase.ownerPassword(home).toString());
  }

  /** The job's options that follow from the servers. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("kafka.bootstrap-servers", bootstrapServers);
    options.put("postgres.jdbc-url", jdbcUrl);
    options.put("postgres.user", user);
    if (passwordFile != null) {
      options.put("postgres.password-file", passwordFile);
    }
    return options;
  }

  /** What {@link #options} will hold, in effect, before anything has started. */
  static Map<String, String> expectedOptions(HomeSettings settings) {
    HomeSettings.ExistingDatabase database = settings.database();
    return new HomeServers(
            null,
            settings.bootstrapServers() == null ? "127.0.0.1:1" : settings.bootstrapServers(),
            false,
            database == null ? "jdbc:postgresql://127.0.0.1:1/" : database.jdbcUrl(),
            database == null ? HomeDatabase.NAME : database.user(),
            database == null ? null : database.passwordFile())
        .options();
  }
}
