package io.hearthwatch.retain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.AuditReport;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A {@link Household} with its pictures before each test, and short ways to send it old. */
abstract class AgedHousehold {
  static final Duration A_DAY = Duration.ofDays(1);

  @TempDir Path directory;
  final List<String> problems = new ArrayList<>();
  TestDatabase database;
  Connection connection;
  Path pictures;

  @BeforeEach
  void fill() throws SQLException, IOException {
    database = PostgresServer.freshDatabase();
    connection = database.connect();
    pictures = Files.createDirectory(directory.resolve("cameras")).toRealPath();
    Household.write(connection, pictures, "v1");
    Household.takePictures(connection);
    assertClean();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  RetentionRules rules(Integer rowDays, Integer eventDays, Integer pictureDays) {
    return new RetentionRules(
        Household.NOW,
        days(rowDays),
        null,
        days(eventDays),
        A_DAY,
        A_DAY,
        pictureDays == null ? null : pictures,
        days(pictureDays),
        null);
  }

  static Duration days(Integer days) {
    return days == null ? null : Duration.ofDays(days);
  }

  /** Rules for pictures alone, by size. */
  RetentionRules picturesUpTo(long bytes) {
    return new RetentionRules(Household.NOW, null, null, null, A_DAY, A_DAY, pictures, null, bytes);
  }

  Retention retention(RetentionRules rules) {
    return new Retention(connection, rules, problems::add);
  }

  String one(String sql) throws SQLException {
    return Rows.one(connection, sql);
  }

  AuditReport assertClean() throws SQLException {
    AuditReport report = Audit.run(connection);
    assertThat(report.clean()).as(report.text()).isTrue();
    return report;
  }

  List<String> allRows() throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("result_version", "site", "frame", "detection", "batch", "event")) {
      rows.addAll(
          Rows.query(
              connection, "SELECT t::text FROM hearthwatch.%s t ORDER BY 1".formatted(table)));
    }
    return rows;
  }

  List<Path> allFiles() throws IOException {
    try (Stream<Path> files = Files.walk(pictures)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
