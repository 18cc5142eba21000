package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.hearthwatch.schema.ReaderRole;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code hearthwatch export} in a JVM of its own with very little memory, as a reader. With {@code
 * -Dhearthwatch.export.rows=1000000} it takes longer and prints the rate.
 */
class ExportITCase {
  private static final int ROWS = Integer.getInteger("hearthwatch.export.rows", 50_000);
  private static final String MEMORY = "-Xmx32m";

  private static TestDatabase database;

  @TempDir private Path directory;

  @BeforeAll
  static void fill() throws SQLException {
    database = PostgresServer.freshDatabase();
    try (Connection connection = database.connect()) {
      Rows.execute(
          connection,
          """
          INSERT INTO hearthwatch.detection
          SELECT gen_random_uuid(), 'main', gen_random_uuid(), gen_random_uuid(), 'camera-' || mod(n, 7),
            timestamptz '2026-11-20 00:00Z' + n * interval '10 ms', 0, mod(n, 80), 'class-' || mod(n, 80),
            0.5 + mod(n, 5000) / 10000.0, mod(n, 1900), 10, mod(n, 1900) + 20, 80
          FROM generate_series(0, %d - 1) AS n
          """
              .formatted(ROWS));
      ReaderRole.grant(connection);
      Rows.execute(connection, "CREATE ROLE exporter LOGIN IN ROLE " + ReaderRole.NAME);
    }
  }

  @Test
  void manyRowsPassThroughLittleMemoryIntoEitherFormat() throws Exception {
    for (String format : List.of("csv", "ndjson.zst")) {
      Path file = directory.resolve("detections." + format);
      Instant start = Instant.now();
      Process export = start("detection", "--format", format, "--output", file.toString());

      assertThat(words(export)).isEqualTo(file + ": " + ROWS + " rows\n");
      assertThat(export.waitFor()).isZero();
      System.out.printf(
          "%,d rows as %s with %s: %d ms, %,d bytes%n",
          ROWS,
          format,
          MEMORY,
          Duration.between(start, Instant.now()).toMillis(),
          Files.size(file));
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(
                    Files.newInputStream(directory.resolve("detections.ndjson.zst"))),
                StandardCharsets.UTF_8))) {
      assertThat(lines.readLine())
          .contains("\"captured_at\":\"2026-11-20T00:00:00.000000Z\"", "\"label\":\"class-0\"");
    }
  }

  @Test
  void whoHasReadEnoughOfStandardOutputHearsNoComplaint() throws Exception {
    Path words = directory.resolve("stderr");
    Process export = process("detection").redirectError(words.toFile()).start();
    try (BufferedReader reader = export.inputReader(StandardCharsets.UTF_8)) {
      assertThat(reader.readLine())
          .startsWith("detection_id,result_version,camera_id,captured_at,");
    }

    assertThat(export.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(export.exitValue()).isEqualTo(ExitCode.READER_GONE);
    assertThat(words).isEmptyFile();
  }

  @Test
  void aRangeInTheSitesTimeGoesToStandardOutput() throws Exception {
    Process export =
        start("detection", "--from", "2026-11-20T00:00:01", "--to", "2026-11-20T00:00:01.02Z");

    assertThat(words(export)).hasLineCount(3).contains("2026-11-20T00:00:01.010000Z");
    assertThat(export.waitFor()).isZero();
  }

  @Test
  void wrongUsageIsOneLine() throws Exception {
    Process export = start("detections");

    assertThat(words(export))
        .startsWith("hearthwatch export: there is no view bi.detections; did you mean `detection`?")
        .endsWith("Try: hearthwatch export --help\n");
    assertThat(export.waitFor()).isEqualTo(ExitCode.USAGE);
  }

  private static Process start(String... arguments) throws IOException {
    return process(arguments).redirectErrorStream(true).start();
  }

  private static ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            MEMORY,
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
            "-cp",
            System.getProperty("java.class.path"),
            Hearthwatch.class.getName(),
            "export",
            "--jdbc-url",
            database.jdbcUrl(),
            "--user",
            "exporter"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static String words(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
