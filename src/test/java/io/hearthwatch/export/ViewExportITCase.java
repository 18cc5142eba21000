package io.hearthwatch.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.hearthwatch.schema.SchemaException;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in an export, of a view that holds every kind of value. */
class ViewExportITCase {
  private static final TimeRange ALL = new TimeRange(null, null);

  private Connection connection;

  @BeforeEach
  void makeAView() throws SQLException {
    connection = PostgresServer.freshDatabase().connect();
    Rows.execute(
        connection,
        """
        CREATE TABLE sample (id integer, at timestamptz, local timestamp, day date, name text,
          number numeric(6, 2), edge real, yes boolean, facts jsonb, uid uuid);
        INSERT INTO sample VALUES
          (1, '2026-11-20 09:00:00.000125+01', '2026-11-20 09:00', '2026-11-20', '=1+1', -5.50, 10.5,
           true, '[{"a": "x,\\ny"}]', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
          (2, '2026-11-20 08:00:01Z', NULL, NULL, 'say "hé, 你好"
        twice', NULL, 0.1, NULL, NULL, NULL),
          (3, '2026-11-20 08:00:02Z', NULL, NULL, '', 1e3, NULL, false, '{}', NULL),
          (4, NULL, NULL, NULL, '@x', NULL, NULL, NULL, NULL, NULL);
        CREATE VIEW bi.sample AS SELECT * FROM sample;
        COMMENT ON VIEW bi.sample IS 'All kinds. Time column: at.';
        CREATE VIEW bi."od""d" AS SELECT at AS "the time", id FROM sample;
        COMMENT ON VIEW bi."od""d" IS 'No time.';
        """);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void csvGuardsTextsAndLeavesNumbers() throws Exception {
    assertThat(csv("sample", ALL))
        .isEqualTo(
            """
            id,at,local,day,name,number,edge,yes,facts,uid
            1,2026-11-20T08:00:00.000125Z,2026-11-20T09:00:00.000000,2026-11-20,'=1+1,-5.50,10.5,true,"[{""a"": ""x,\\ny""}]",a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
            2,2026-11-20T08:00:01.000000Z,,,"say ""hé, 你好""
            twice",,0.1,,,
            3,2026-11-20T08:00:02.000000Z,,,"",1000.00,,false,{},
            4,,,,'@x,,,,,
            """);
  }

  @Test
  void jsonLinesHoldExactValues() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    long rows = export("sample", ALL, RowFormat.NDJSON_ZST).writeTo(connection, file);
    String text =
        new String(
            new ZstdInputStream(new ByteArrayInputStream(file.toByteArray())).readAllBytes(),
            StandardCharsets.UTF_8);

    assertThat(rows).isEqualTo(4);
    assertThat(text).endsWith("}\n").hasLineCount(4);
    assertThat(text.lines().findFirst())
        .hasValue(
            """
            {"id":1,"at":"2026-11-20T08:00:00.000125Z","local":"2026-11-20T09:00:00.000000",\
            "day":"2026-11-20","name":"=1+1","number":-5.50,"edge":10.5,"yes":true,\
            "facts":[{"a": "x,\\ny"}],"uid":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}""");
    ObjectMapper mapper = new ObjectMapper();
    for (String line : text.lines().toList()) {
      assertThat(mapper.readTree(line)).hasSize(10);
    }
    assertThat(RowFormat.NDJSON_ZST.count(new ByteArrayInputStream(file.toByteArray())))
        .isEqualTo(4);
  }

  @Test
  void rangesThatFollowEachOtherShareNothing() throws Exception {
    String middle = "2026-11-20T08:00:01Z";

    assertThat(csv("sample", TimeRange.parse(null, middle, ZoneOffset.UTC)).lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("1,");
    assertThat(
            RowFormat.CSV.count(
                stream(csv("sample", TimeRange.parse(middle, null, ZoneOffset.UTC)))))
        .as("rows 2 and 3; a row without time is in no range")
        .isEqualTo(2);
    assertThat(
            csv(
                "sample",
                TimeRange.parse("2026-11-20T08:00:01Z", "2026-11-20T08:00:02Z", ZoneOffset.UTC)))
        .contains("\n2,")
        .doesNotContain("\n3,");
  }

  @Test
  void anEmptyRangeOfRowsStillHasTheNames() throws Exception {
    String csv = csv("sample", TimeRange.parse("2027-01-01", null, ZoneOffset.UTC));

    assertThat(csv).isEqualTo("id,at,local,day,name,number,edge,yes,facts,uid\n");
    assertThat(RowFormat.CSV.count(stream(csv))).isZero();
  }

  @Test
  void theConnectionComesBackWithoutATransaction() throws Exception {
    csv("sample", ALL);

    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void anUnknownViewIsSuggestedFor() throws SQLException {
    assertThatThrownBy(() -> Views.read(connection).named("evnt"))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageStartingWith(
            "there is no view bi.evnt; did you mean `event`? (there are camera,");
    assertThatThrownBy(() -> Views.read(connection).named("od\"d"))
        .hasMessageContaining("let its comment end with `Time column: NAME.`");
  }

  @Test
  void aViewOfTheSitesOwnWithOddNamesIsExported() throws Exception {
    Rows.execute(
        connection,
        """
        DROP VIEW bi."od""d";
        CREATE VIEW bi."od""d" AS SELECT at AS moment, id AS "a,b" FROM sample;
        COMMENT ON VIEW bi."od""d" IS 'Odd. Time column: moment.'
        """);

    assertThat(csv("od\"d", ALL)).startsWith("moment,\"a,b\"\n");
  }

  @Test
  void aDatabaseWithoutViewsIsRefusedWithTheCommandThatMakesThem() throws SQLException {
    try (Connection bare = PostgresServer.emptyDatabase().connect()) {
      assertThatThrownBy(() -> Views.read(bare))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("has no views in schema bi: run ./hearthwatch migrate --jdbc-url");
    }
  }

  private String csv(String view, TimeRange range) throws IOException, SQLException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    long rows = export(view, range, RowFormat.CSV).writeTo(connection, file);
    assertThat(RowFormat.CSV.count(new ByteArrayInputStream(file.toByteArray()))).isEqualTo(rows);
    return file.toString(StandardCharsets.UTF_8);
  }

  private ViewExport export(String view, TimeRange range, RowFormat format) throws SQLException {
    return new ViewExport(Views.read(connection).named(view), range, format);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
