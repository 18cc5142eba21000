package io.hearthwatch.cli;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands {@code backup}, {@code restore} and {@code retention} as a person runs them. */
class BackupCommandsITCase {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final TestDatabase database = PostgresServer.freshDatabase();

  @TempDir private Path directory;

  @BeforeEach
  void writeTwoFrames() throws SQLException {
    try (Connection connection = database.connect()) {
      ResultVersions.register(connection, LINEAGE);
      new StoreWriter(connection, LINEAGE).write(analysed(0, person(9000)), analysed(1));
    }
  }

  @Test
  void backsUpProvesAndRestores() throws SQLException {
    String backup = directory.resolve("backup").toString();
    TestDatabase other = PostgresServer.emptyDatabase();
    try (Connection connection = database.connect()) {
      Rows.execute(connection, "CREATE TABLE hearthwatch.mine (note text)");
    }

    assertThat(run("backup", database, "--out", backup)).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("frame +2 rows")
        .contains(backup + ": whole, 5 rows, taken 20")
        .contains("note: hearthwatch.mine is no table of the product: left out");
    assertThat(run("restore", null, "--from", backup, "--verify-only")).isEqualTo(ExitCode.OK);
    assertThat(run("restore", other, "--from", backup)).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .endsWith("role hearthwatch_reader may read schema bi\n" + backup + ": restored\n");
    try (Connection connection = other.connect()) {
      assertThat(Rows.one(connection, "SELECT count(*) FROM bi.detection")).isEqualTo("1");
    }
    assertThat(run("restore", other, "--from", backup)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("is not empty (result_version: 1 rows, frame: 2 rows");
  }

  @Test
  void aDamagedBackupIsRefusedWithoutADatabase() throws IOException {
    Path backup = directory.resolve("backup");
    run("backup", database, "--out", backup.toString());
    Path file = backup.resolve("frame.copy.zst");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2]++;
    Files.write(file, content);

    assertThat(run("restore", null, "--from", backup.toString(), "--verify-only"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .startsWith("hearthwatch restore: " + file + " is damaged: ")
        .contains("take another copy of the backup");
  }

  @Test
  void aRestoreNeedsADatabaseAndACheckNeedsNone() {
    assertThat(run("restore", null, "--from", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Missing required option: '--jdbc-url=URL'");
    assertThat(run("restore", database, "--from", "x", "--verify-only")).isEqualTo(ExitCode.USAGE);
    assertThat(run("restore", null, "--from", directory.toString(), "--verify-only"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("is no whole backup: it has no manifest.json");
  }

  @Test
  void retentionIsADryRunUnlessToldToApply() throws Exception {
    Path picture = Files.writeString(directory.resolve("picture.jpg"), "picture");
    try (Connection connection = database.connect()) {
      Rows.execute(
          connection,
          "UPDATE hearthwatch.frame SET uri = '%s' WHERE kafka_offset = 0"
              .formatted(picture.toRealPath().toUri()));
    }
    String[] rules = {
      "--rows-older-than",
      "1d",
      "--allowed-lateness",
      "0s",
      "--frames",
      directory.toString(),
      "--frames-older-than",
      "14d"
    };

    assertThat(run("retention", database, rules)).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("lose frames and detections; events stay\n")
        .endsWith("dry run: this would go; --apply removes it\n");
    List<String> applied = new ArrayList<>(List.of(rules));
    applied.add("--apply");
    assertThat(run("retention", database, applied.toArray(String[]::new))).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).endsWith("removed\n");
  }

  @Test
  void rulesThatMakeNoSenseAreWrongUsage() {
    assertThat(run("retention", database)).isEqualTo(ExitCode.USAGE);
    assertThat(run("retention", database, "--frames-older-than", "1d")).isEqualTo(ExitCode.USAGE);
    assertThat(run("retention", database, "--rows-older-than", "0s")).isEqualTo(ExitCode.USAGE);
    assertThat(run("retention", database, "--rows-max-bytes", "50")).isEqualTo(ExitCode.USAGE);
    assertThat(run("retention", database, "--rows-older-than", "9d", "--settled-for", "-1d"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("retention", database, "--rows-older-than", "9d", "--events-older-than", "8d"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("retention", database, "--frames", "/no/such", "--frames-older-than", "1d"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains(
            "nothing to remove: give --rows-older-than",
            "need --frames DIR",
            "--rows-older-than must be above 0",
            "'50' is no size; take one such as 50gb",
            "--events-older-than must not be shorter",
            "--frames /no/such is not a directory");
  }

  @Test
  void aPasswordFileThatCannotBeUsedIsWrongUsage() {
    String none = directory.resolve("none").toString();
    run("backup", database, "--out", directory.resolve("whole").toString());

    for (String[] command :
        new String[][] {
          {"backup", "--out", directory.resolve("backup").toString()},
          {"restore", "--from", directory.resolve("whole").toString()},
          {"retention", "--rows-older-than", "90d"}
        }) {
      assertThat(run(command[0], database, command[1], command[2], "--password-file", none))
          .as(command[0])
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(err.toString()).contains("--password-file: ");
  }

  private int run(String command, TestDatabase target, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    if (target != null) {
      arguments.addAll(List.of("--jdbc-url", target.jdbcUrl(), "--user", target.user()));
    }
    Collections.addAll(arguments, more);
    CommandLine commandLine =
        Hearthwatch.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments.toArray(String[]::new));
  }
}
