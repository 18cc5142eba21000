package io.hearthwatch.backup;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.duplicate;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.gap;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Stage;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.Migration;
import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.schema.SchemaException;
import io.hearthwatch.schema.SchemaVersion;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.FirstSchema;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TableComparison;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is backed up comes back to the last bit, and nothing else does. */
class BackupITCase {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path directory;
  private TestDatabase database;
  private Connection connection;

  @BeforeEach
  void fill() throws SQLException {
    database = PostgresServer.freshDatabase();
    connection = database.connect();
    ResultVersions.register(connection, LINEAGE);
    StoreWriter writer = new StoreWriter(connection, LINEAGE);
    writer.write(
        analysed(0, person(9000)),
        analysed(1, person(9000), person(1)),
        failed(2),
        duplicate(3, 0),
        gap(4, 6));
    writer.write(assessed(Stage.CLOSED, 3, 62));
    Rows.execute(
        connection,
        """
        UPDATE hearthwatch.frame SET
          detail = E'tab\\t line\\nreturn\\r \\\\N \\\\. \\\\ "quoted", ''single'' 你好 😀 \\u202E\\x01',
          raw_value = (SELECT string_agg(decode(lpad(to_hex(n), 2, '0'), 'hex'), '' ORDER BY n)
                       FROM generate_series(0, 255) AS n),
          captured_at = '0044-03-15 00:00:00.000001Z BC', appended_at = 'infinity'
        WHERE kafka_offset = 3;
        UPDATE hearthwatch.frame SET kafka_topic = '', reason = E'\\\\N', raw_key = ''
        WHERE kafka_offset = 4;
        UPDATE hearthwatch.detection SET left_px = 'NaN', top_px = '-0', right_px = 1e-45,
          bottom_px = 0.1 WHERE ordinal = 1;
        UPDATE hearthwatch.event SET
          factors = '[{"é\\\\n\\t😀": 1e400, "b": [null, "\\\\\\\\N"]}]'::jsonb;
        UPDATE hearthwatch.site SET time_zone = 'Europe/Berlin';
        INSERT INTO hearthwatch.requeue VALUES ('again', 'frames', 0, 2, now(), 'me', now(), 10);
        INSERT INTO hearthwatch.discard VALUES ('frames', 0, 2, now(), 'me', 'seen')
        """);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void everyRowComesBackAfterAWipe() throws Exception {
    Path backup = backUp();
    Rows.execute(connection, "CREATE SCHEMA kept");
    for (String table : ProductTables.NAMES) {
      Rows.execute(connection, "CREATE TABLE kept.%1$s AS TABLE hearthwatch.%1$s".formatted(table));
    }
    Rows.execute(connection, "DROP SCHEMA hearthwatch, bi CASCADE");

    Map<String, Long> counts = restore(backup, database);

    assertThat(counts).containsOnlyKeys(ProductTables.NAMES).containsEntry("frame", 5L);
    for (String table : ProductTables.NAMES) {
      assertThat(Rows.query(connection, "SELECT * FROM kept." + table)).isNotEmpty();
      for (String difference :
          List.of(
              "TABLE kept.%1$s EXCEPT TABLE hearthwatch.%1$s",
              "TABLE hearthwatch.%1$s EXCEPT TABLE kept.%1$s")) {
        assertThat(Rows.query(connection, difference.formatted(table)))
            .as(difference, table)
            .isEmpty();
      }
    }
    SchemaVersion.requireExpected(connection);
    assertThat(
            Rows.one(
                connection,
                "SELECT top_px::text || (SELECT level FROM hearthwatch.event)"
                    + " FROM hearthwatch.detection WHERE ordinal = 1"))
        .isEqualTo("-0high");
  }

  @Test
  void allTablesAreTheProductsAndNoSequenceIsLeftBehind() throws SQLException {
    assertThat(ProductTables.columns(connection)).containsOnlyKeys(ProductTables.NAMES);
    assertThat(ProductTables.strangers(connection)).as("add new tables to the list").isEmpty();
    assertThat(Rows.query(connection, "SELECT relname FROM pg_class WHERE relkind = 'S'"))
        .as("a sequence's value would have to be backed up too")
        .isEmpty();
    assertThat(Rows.query(connection, "SELECT conname FROM pg_constraint WHERE contype = 'f'"))
        .as("a foreign key would decide the order of loading")
        .isEmpty();
  }

  @Test
  void onlyItsOwnerMayReadItAndNothingElseIsLeft() throws Exception {
    Path backup = backUp();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(backup)) {
      assertThat(files)
          .hasSize(ProductTables.NAMES.size() + 2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertOnlyThere(backup);
    assertThatThrownBy(this::backUp)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("is there already");
  }

  @Test
  void whatIsWrittenMeanwhileIsNotInIt() throws Exception {
    CompletableFuture<Path> backup;
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      Rows.execute(writer, "LOCK TABLE hearthwatch.detection IN ACCESS EXCLUSIVE MODE");
      backup =
          CompletableFuture.supplyAsync(
              () -> {
                try (Connection own = database.connect()) {
                  Path target = directory.resolve("backup");
                  new Backup(own, "1.2.3").writeTo(target, NOW);
                  return target;
                } catch (IOException | SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      Awaitility.await("frame is written, detection is waited for")
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  !Rows.query(
                          connection,
                          "SELECT * FROM pg_locks WHERE NOT granted"
                              + " AND relation = 'hearthwatch.detection'::regclass")
                      .isEmpty());
      Rows.execute(writer, "DELETE FROM hearthwatch.detection; DELETE FROM hearthwatch.batch");
      writer.commit();
    }

    Manifest manifest = BackupDirectory.open(backup.join()).manifest();

    assertThat(manifest.tables())
        .filteredOn(table -> table.name().matches("detection|batch"))
        .extracting(Manifest.Table::rows)
        .containsExactly(3L, 1L);
  }

  @Test
  void anotherDatabaseRoleAndSessionTakeIt() throws Exception {
    Path backup = backUp();
    TestDatabase other = PostgresServer.emptyDatabase();
    String name = other.jdbcUrl().substring(other.jdbcUrl().lastIndexOf('/') + 1);
    Rows.execute(
        connection,
        """
        CREATE ROLE restorer LOGIN;
        ALTER ROLE restorer SET search_path = 'elsewhere';
        ALTER ROLE restorer SET bytea_output = 'escape';
        ALTER ROLE restorer SET timezone = 'Asia/Kathmandu';
        ALTER DATABASE %s OWNER TO restorer
        """
            .formatted(name));

    restore(backup, new TestDatabase(other.jdbcUrl(), "restorer", ""));

    try (Connection restored = other.connect()) {
      assertThat(TableComparison.assertEqualTables(connection, restored))
          .isEqualTo(5 + 3 + 1 + 1 + 1);
      assertThat(Rows.one(restored, "SELECT time_zone FROM bi.site")).isEqualTo("Europe/Berlin");
    }
  }

  @Test
  void rowsOfAnOlderSchemaAreMigrated() throws Exception {
    TestDatabase old = PostgresServer.emptyDatabase();
    Migration.migrate(old.jdbcUrl(), old.user(), old.password(), 1);
    Path target = directory.resolve("old");
    try (Connection before = old.connect()) {
      FirstSchema.writeFrames(before, 1);
      FirstSchema.writeGap(before, 1, 2);
      Manifest manifest = new Backup(before, "0.1.0").writeTo(target, NOW);
      assertThat(manifest.schemaVersion()).isEqualTo(1);
    }
    TestDatabase fresh = PostgresServer.emptyDatabase();

    assertThat(restore(target, fresh)).containsEntry("frame", 2L).doesNotContainKey("site");

    try (Connection after = fresh.connect()) {
      SchemaVersion.requireExpected(after);
      assertThat(Rows.one(after, "SELECT time_zone FROM bi.site")).isEqualTo("UTC");
    }
  }

  @Test
  void anEmptyMigratedDatabaseTakesItAndAFullOneDoesNot() throws Exception {
    Path backup = backUp();
    TestDatabase migrated = PostgresServer.freshDatabase();

    restore(backup, migrated);

    assertThatThrownBy(() -> restore(backup, migrated))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("is not empty (result_version: 1 rows, frame: 5 rows,")
        .hasMessageContaining("DROP SCHEMA hearthwatch, bi CASCADE");
    TestDatabase foreign = PostgresServer.emptyDatabase();
    try (Connection other = foreign.connect()) {
      Rows.execute(other, "CREATE SCHEMA bi CREATE TABLE salary (amount integer)");
    }
    assertThatThrownBy(() -> restore(backup, foreign))
        .hasMessageContaining("is not empty (bi.salary)");
  }

  @Test
  void aLoadThatFailsLeavesNoRowAndCanBeRepeated() throws Exception {
    Path backup = backUp();
    TestDatabase target = PostgresServer.freshDatabase();
    try (Connection other = target.connect()) {
      Rows.execute(other, "ALTER TABLE hearthwatch.event ADD CONSTRAINT never CHECK (false)");
      assertThatThrownBy(() -> restore(backup, target))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("never");
      assertThat(Rows.query(other, "SELECT * FROM hearthwatch.frame")).isEmpty();

      Rows.execute(other, "ALTER TABLE hearthwatch.event DROP CONSTRAINT never");
      assertThat(restore(backup, target)).containsEntry("event", 1L);
    }
  }

  @Test
  void whatFailsAfterTheRowsSaysThatTheyAreThere() throws Exception {
    TestDatabase old = PostgresServer.emptyDatabase();
    Migration.migrate(old.jdbcUrl(), old.user(), old.password(), 1);
    Path backup = directory.resolve("old");
    try (Connection before = old.connect()) {
      FirstSchema.writeFrames(before, 1);
      new Backup(before, "0.1.0").writeTo(backup, NOW);
    }
    TestDatabase target = PostgresServer.emptyDatabase();
    Migration.migrate(target.jdbcUrl(), target.user(), target.password(), 1);
    try (Connection other = target.connect()) {
      Rows.execute(other, "CREATE SCHEMA bi CREATE VIEW event AS SELECT 'mine' AS whose");

      assertThatThrownBy(() -> restore(backup, target))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("all rows are there")
          .hasMessageContaining("hearthwatch migrate, which finishes it")
          .hasStackTraceContaining("cannot be migrated by role");
      assertThat(Rows.query(other, "SELECT * FROM hearthwatch.frame")).hasSize(1);

      Rows.execute(other, "DROP SCHEMA bi CASCADE");
      Migration.migrate(target.jdbcUrl(), target.user(), target.password());
      SchemaVersion.requireExpected(other);
    }
  }

  @Test
  void anIntermediateMigrationThatIsRefusedSaysWhatToDo() {
    TestDatabase target = PostgresServer.emptyDatabase();

    assertThatThrownBy(
            () -> Migration.migrate(target.jdbcUrl() + "_not_there", target.user(), "", 1))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("create it first: CREATE DATABASE ");
  }

  @Test
  void aFlippedBitAnywhereIsFoundBeforeTheFirstRow() throws Exception {
    Path backup = backUp();
    List<Path> files;
    try (Stream<Path> all = Files.list(backup)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += at < 64 || at >= whole.length - 16 ? 1 : 5) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << at % 8);
        Files.write(file, damaged);
        assertThatThrownBy(() -> BackupDirectory.open(backup).verify())
            .as("%s, byte %d", file.getFileName(), at)
            .isInstanceOf(BackupException.class)
            .hasMessageContaining(file.getFileName().toString().replace(".sha256", ""));
      }
      TestDatabase target = PostgresServer.emptyDatabase();
      assertThatThrownBy(() -> restore(backup, target)).isInstanceOf(BackupException.class);
      try (Connection other = target.connect()) {
        assertThat(SchemaVersion.find(other)).as("nothing was begun").isZero();
      }
      Files.write(file, whole);
    }
    BackupDirectory.open(backup).verify();
  }

  @Test
  void cutLengthenedAndMissingFilesAreNamed() throws Exception {
    Path backup = backUp();
    Path file = backup.resolve("frame.copy.zst");
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    assertThatThrownBy(() -> BackupDirectory.open(backup).verify())
        .hasMessageContaining(
            "frame.copy.zst is damaged: it is cut off after %d of %d bytes"
                .formatted(whole.length - 5, whole.length));
    Files.write(file, Arrays.copyOf(whole, whole.length + 5));
    assertThatThrownBy(() -> BackupDirectory.open(backup).verify())
        .hasMessageContaining("instead of " + whole.length);
    Files.delete(file);
    assertThatThrownBy(() -> BackupDirectory.open(backup).verify())
        .hasMessageContaining("it is missing");
    Files.delete(backup.resolve(ManifestFile.NAME));
    assertThatThrownBy(() -> BackupDirectory.open(backup))
        .hasMessageContaining("is no whole backup: it has no manifest.json");
  }

  @Test
  void aNewerProgramsBackupSaysWhichProgramReadsIt() throws Exception {
    Path backup = backUp();
    Manifest manifest = BackupDirectory.open(backup).manifest();

    write(
        backup,
        new String(ManifestFile.text(manifest), StandardCharsets.UTF_8)
            .replace("\"format\" : 1", "\"format\" : 2"));
    assertThatThrownBy(() -> BackupDirectory.open(backup))
        .hasMessageContaining(
            "has format 2, this program knows only 1: restore it with Hearthwatch 1.2.3 or newer");

    write(
        backup,
        new String(ManifestFile.text(manifest), StandardCharsets.UTF_8)
            .replace("\"schemaVersion\" : ", "\"schemaVersion\" : 9"));
    assertThatThrownBy(() -> BackupDirectory.open(backup))
        .hasMessageContaining("has schema version 9");

    write(
        backup,
        new String(ManifestFile.text(manifest), StandardCharsets.UTF_8)
            .replace("\"frame\"", "\"../frame\""));
    assertThatThrownBy(() -> BackupDirectory.open(backup))
        .hasMessageContaining("there is no table '../frame' of the product");
  }

  @Test
  void aBackupThatFailsHalfwayLeavesNothing() throws Exception {
    Rows.execute(
        connection,
        """
        CREATE ROLE half LOGIN;
        GRANT USAGE ON SCHEMA hearthwatch TO half;
        GRANT SELECT ON ALL TABLES IN SCHEMA hearthwatch TO half;
        REVOKE SELECT ON hearthwatch.event FROM half
        """);
    try (Connection half = new TestDatabase(database.jdbcUrl(), "half", "").connect()) {
      assertThatThrownBy(() -> new Backup(half, "1.2.3").writeTo(directory.resolve("backup"), NOW))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied for table event");
    }
    assertOnlyThere();
  }

  @Test
  void theAuditSaysTheSameOfWhatCameBack() throws Exception {
    TestDatabase other = PostgresServer.emptyDatabase();

    restore(backUp(), other);

    try (Connection restored = other.connect()) {
      assertThat(Audit.run(restored).text()).isEqualTo(Audit.run(connection).text());
    }
  }

  private Path backUp() throws IOException, SQLException {
    Path target = directory.resolve("backup");
    Manifest written = new Backup(connection, "1.2.3").writeTo(target, NOW);
    assertThat(BackupDirectory.open(target).manifest()).isEqualTo(written);
    return target;
  }

  private static Map<String, Long> restore(Path backup, TestDatabase target)
      throws IOException, SQLException {
    return new Restore(target.jdbcUrl(), target.user(), target.password())
        .load(BackupDirectory.open(backup));
  }

  private static void write(Path backup, String manifest) throws IOException {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    Files.write(backup.resolve(ManifestFile.NAME), text);
    Files.write(backup.resolve(ManifestFile.DIGEST_NAME), ManifestFile.digestText(text));
  }

  private void assertOnlyThere(Path... expected) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(expected);
    }
  }
}
