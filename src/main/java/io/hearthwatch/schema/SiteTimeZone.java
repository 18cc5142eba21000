package io.hearthwatch.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The time zone of the local times in schema {@code bi}: one row of table {@code site}, so that all
 * readers see the same hours whatever their own session's zone. Nothing that is computed depends on
 * it: the rules know their zone by {@code site.time-zone}.
 */
public final class SiteTimeZone {

  private SiteTimeZone() {}

  /**
   * The zone as the views have it; UTC until somebody sets it. Asks view {@code bi.site}, which
   * readers may.
   *
   * @throws SchemaException when there is no such view or row, or Java does not know the zone
   * @throws SQLException when the database cannot be asked
   */
  public static ZoneId read(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT time_zone FROM bi.site");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SchemaException("bi.site has no row: run ./hearthwatch migrate --time-zone ZONE");
      }
      String name = row.getString(1);
      if (!ZoneId.getAvailableZoneIds().contains(name)) {
        throw new SchemaException(
            "this Java does not know the time zone %s of bi.site: update the JDK, or name another with ./hearthwatch migrate --time-zone"
                .formatted(name));
      }
      return ZoneId.of(name);
    }
  }

  /**
   * What to say where the views show other hours than those by which the job tells night from day.
   *
   * @param ofJob its {@code site.time-zone}
   * @return with the remedy; empty if both are the same
   * @throws SQLException when table {@code site} cannot be read
   */
  public static Optional<String> difference(Connection connection, ZoneId ofJob)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT time_zone FROM hearthwatch.site WHERE time_zone <> ?")) {
      select.setString(1, ofJob.getId());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                "schema bi shows local times of %1$s, and the job tells night from day by site.time-zone %2$s: run migrate --time-zone %2$s, or correct site.time-zone"
                    .formatted(row.getString(1), ofJob.getId()))
            : Optional.empty();
      }
    }
  }

  /**
   * Sets the zone for all views, from the next query on.
   *
   * @param connection of a role that may write table {@code hearthwatch.site}
   * @param zone a region of the IANA database, known to the server too; offsets such as +02:00 are
   *     refused, as Postgres reads their sign the other way round
   * @throws SchemaException when it is none
   */
  public static void set(Connection connection, ZoneId zone) throws SQLException {
    if (!ZoneId.getAvailableZoneIds().contains(zone.getId())
        || !knownToServer(connection, zone.getId())) {
      throw new SchemaException(
          "'%s' is no region of the database server's time zones; take one such as Europe/Berlin or UTC"
              .formatted(zone.getId()));
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO hearthwatch.site (time_zone) VALUES (?)
            ON CONFLICT (only_row) DO UPDATE
            SET time_zone = EXCLUDED.time_zone, set_at = EXCLUDED.set_at
            WHERE site.time_zone <> EXCLUDED.time_zone
            """)) {
      upsert.setString(1, zone.getId());
      upsert.executeUpdate();
    }
  }

  private static boolean knownToServer(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT FROM pg_timezone_names WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
