package io.hearthwatch.doctor;

import io.hearthwatch.schema.SchemaVersion;
import io.hearthwatch.schema.SiteTimeZone;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The database and its tables.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user who asks
 * @param password empty for none
 * @param timeZone of the job; null where none is looked at
 */
public record PostgresCheck(String jdbcUrl, String user, String password, ZoneId timeZone)
    implements Check {
  private static final String LIMIT_SECONDS = "5";
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String remedy() {
    return "start the server, let %s log in there, or correct the address and the password"
        .formatted(user);
  }

  @Override
  public List<Finding> run() throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl, properties())) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      findings.add(Finding.ok(name(), "%s as %s: version %s".formatted(place(), user, version)));
      Finding schema = schema(SchemaVersion.find(connection));
      findings.add(schema);
      if (schema.status() == Status.OK && timeZone != null) {
        SiteTimeZone.difference(connection, timeZone)
            .ifPresent(
                difference ->
                    findings.add(
                        Finding.warning(
                            "local-times",
                            difference,
                            "./hearthwatch migrate --jdbc-url %s --user %s --time-zone %s"
                                .formatted(place(), user, timeZone))));
      }
      findings.add(clock(connection));
    }
    return findings;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    for (String limit : List.of("loginTimeout", "connectTimeout", "socketTimeout")) {
      properties.setProperty(limit, LIMIT_SECONDS);
    }
    return properties;
  }

  private Finding schema(int found) {
    String name = "schema";
    int needed = SchemaVersion.EXPECTED;
    if (found == needed) {
      return Finding.ok(name, "version " + found + ", as this build needs it");
    }
    if (found > needed) {
      return Finding.problem(
          name,
          "version %d, this build knows only %d".formatted(found, needed),
          "use Hearthwatch in the version that migrated it, or a later one");
    }
    return Finding.problem(
        name,
        "%s, this build needs version %d"
            .formatted(found == 0 ? "no Hearthwatch tables" : "version " + found, needed),
        "./hearthwatch migrate --jdbc-url %s --user %s".formatted(place(), user));
  }

  /** Rows hold times of both machines. */
  private static Finding clock(Connection connection) throws SQLException {
    String name = "postgres-clock";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
      Duration ahead = Duration.between(Instant.now(), there);
      if (ahead.abs().compareTo(TOLERANCE) <= 0) {
        return Finding.ok(name, "agrees with this machine's");
      }
      return Finding.warning(
          name,
          "%d s %s this machine's"
              .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
          "let both machines keep their time by NTP");
    }
  }

  /** Without parameters, which may be secret. */
  private String place() {
    int parameters = jdbcUrl.indexOf('?');
    return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
  }
}
