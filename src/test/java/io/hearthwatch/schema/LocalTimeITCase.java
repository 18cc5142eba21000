package io.hearthwatch.schema;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks that the views show. */
class LocalTimeITCase {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = PostgresServer.freshDatabase().connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void theSitesZoneCountsWhateverTheSessions() throws SQLException {
    new StoreWriter(connection, LINEAGE).write(analysed(0, person(9000)));
    String query = "SELECT captured_local || ' ' || local_hour FROM bi.detection";

    assertThat(Rows.one(connection, query)).isEqualTo("2026-11-20 08:00:00.000125 8");
    SiteTimeZone.set(connection, ZoneId.of("Asia/Kathmandu"));
    for (String session : new String[] {"UTC", "America/New_York"}) {
      Rows.execute(connection, "SET TIME ZONE '" + session + "'");
      assertThat(Rows.one(connection, query)).isEqualTo("2026-11-20 13:45:00.000125 13");
      assertThat(Rows.one(connection, "SELECT local_time FROM bi.detection_hour"))
          .isEqualTo("2026-11-20 13:00:00");
      assertThat(Rows.one(connection, "SELECT hour AT TIME ZONE 'UTC' FROM bi.detection_hour"))
          .isEqualTo("2026-11-20 07:15:00");
    }
    assertThat(SiteTimeZone.read(connection)).isEqualTo(ZoneId.of("Asia/Kathmandu"));
  }

  /** In Berlin, 2026-10-25 has the hour from two to three twice. */
  @Test
  void theHourThatComesTwiceIsTwoRows() throws SQLException {
    SiteTimeZone.set(connection, ZoneId.of("Europe/Berlin"));
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.detection
        SELECT gen_random_uuid(), 'v1', gen_random_uuid(), gen_random_uuid(), 'porch',
          timestamptz '2026-10-24 23:30Z' + n * interval '30 min', 0, 0, 'person', 0.9, 1, 1, 2, 2
        FROM generate_series(0, 5) AS n
        """);

    assertThat(
            Rows.query(
                connection,
                """
                SELECT concat_ws(' ', hour AT TIME ZONE 'UTC', local_hour, detections)
                FROM bi.detection_hour ORDER BY hour
                """))
        .containsExactly(
            "2026-10-24 23:00:00 1 1",
            "2026-10-25 00:00:00 2 2",
            "2026-10-25 01:00:00 2 2",
            "2026-10-25 02:00:00 3 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+02:00", "Z", "GMT+02:00", "UTC+02:00"})
  void anOffsetIsRefused(String zone) throws SQLException {
    assertThatThrownBy(() -> SiteTimeZone.set(connection, ZoneId.of(zone)))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'" + zone + "' is no region of the database server's time zones");
    assertThat(SiteTimeZone.read(connection)).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void theTableRefusesWhatIsNoZoneAndASecondRow() {
    assertThatThrownBy(
            () ->
                Rows.execute(connection, "UPDATE hearthwatch.site SET time_zone = 'Nowhere/Land'"))
        .hasMessageContaining("time zone \"Nowhere/Land\" not recognized");
    assertThatThrownBy(
            () ->
                Rows.execute(connection, "INSERT INTO hearthwatch.site (only_row) VALUES (false)"))
        .hasMessageContaining("violates check constraint");
  }
}
