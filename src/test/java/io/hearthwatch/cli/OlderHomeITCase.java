package io.hearthwatch.cli;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.home.HomeTables;
import io.hearthwatch.local.OlderPostgres;
import io.hearthwatch.schema.Migration;
import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.Rows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose tables an older Postgres wrote than the one that comes with this version. */
@Tag("story")
class OlderHomeITCase {
  @TempDir private Path folder;

  @Test
  void theRefusalsOwnCommandsTakeTheTablesOver() throws Exception {
    Path home = Files.createDirectory(folder.toRealPath().resolve("home"));
    Path password = Files.createDirectory(home.resolve("postgres")).resolve("superuser.password");
    OlderPostgres.initialise(
        home.resolve("postgres"), Files.writeString(password, "generated-long-ago\n"));
    fill(home);
    Map<String, String> before = tables(home, OlderPostgres.MAJOR);
    assertThat(before).hasSizeGreaterThan(5).containsKey("detection");

    Path cameras = Files.createDirectory(folder.resolve("cameras"));
    HomeProcess.Ended refused =
        HomeProcess.run(
            "local", "--watch", cameras.toString(), "--data", home.toString(), "--model", "demo");
    assertThat(refused.exitCode()).as(refused.words()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.words()).contains("was written by Postgres 17");

    List<String> commands =
        refused.words().lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      follow(command);
    }
    assertThat(tables(home, "18")).isEqualTo(before);
    assertThat(home.resolve("postgres-17/PG_VERSION")).hasContent("17");
  }

  private static void follow(String command) throws Exception {
    List<String> words = Arrays.asList(command.split(" "));
    if (words.get(0).equals("mv")) {
      assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).as(command).isZero();
      return;
    }
    assertThat(words.get(0)).isEqualTo("./hearthwatch");
    StringWriter said = new StringWriter();
    int code =
        Hearthwatch.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(words.subList(1, words.size()).toArray(new String[0]));
    assertThat(code).as(command + ": " + said).isZero();
  }

  private static void fill(Path home) throws Exception {
    try (HomeTables tables = HomeTables.toRead(home, notice -> {})) {
      Migration.migrate(tables.jdbcUrl(), tables.user(), tables.password());
      try (Connection connection = connect(tables)) {
        ResultVersions.register(connection, LINEAGE);
        new StoreWriter(connection, LINEAGE).write(analysed(0, person(9000)), analysed(1));
      }
    }
  }

  /** All rows of every table as text, by table; the server must be of that version. */
  private static Map<String, String> tables(Path home, String major) throws Exception {
    Map<String, String> rows = new TreeMap<>();
    try (HomeTables tables = HomeTables.toRead(home, notice -> {});
        Connection connection = connect(tables)) {
      assertThat(Rows.one(connection, "SHOW server_version")).startsWith(major);
      for (String table :
          Rows.query(
              connection,
              "SELECT relname FROM pg_class WHERE relnamespace = 'hearthwatch'::regnamespace"
                  + " AND relkind IN ('r', 'p') AND NOT relispartition"
                  + " AND relname <> 'flyway_schema_history'")) {
        rows.put(
            table,
            String.join(
                "\n",
                Rows.query(
                    connection,
                    "SELECT t::text FROM hearthwatch.%s t ORDER BY 1".formatted(table))));
      }
    }
    return rows;
  }

  private static Connection connect(HomeTables tables) throws Exception {
    return DriverManager.getConnection(tables.jdbcUrl(), tables.user(), tables.password());
  }
}
