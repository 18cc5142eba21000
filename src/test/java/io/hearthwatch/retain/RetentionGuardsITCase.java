package io.hearthwatch.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not go, however old it is: what a job may still need, and what nobody accounts for. */
class RetentionGuardsITCase extends AgedHousehold {
  private static final String OFFSETS_FROM_30 =
      "SELECT f::text FROM hearthwatch.frame f WHERE kafka_offset >= 30 ORDER BY kafka_offset";

  @Test
  void picturesThatARestoredJobReadsAgainStay() throws Exception {
    writtenJustNow("frame", "kafka_offset >= 30");
    List<Path> needed = pictures("kafka_offset >= 30 AND outcome = 'analysed'");

    RetentionReport report = retention(rules(null, null, 5)).apply(() -> false);

    assertThat(needed).isNotEmpty().allSatisfy(picture -> assertThat(picture).exists());
    assertThat(report.removed().count("picture")).isPositive();
    assertThat(report.removed()).isEqualTo(report.chosen());

    Rows.execute(
        connection, "UPDATE hearthwatch.frame SET written_at = now() - interval '25 hours'");
    assertThat(retention(rules(null, null, 5)).apply(() -> false).removed().count("picture"))
        .as("settled now")
        .isPositive();
  }

  @Test
  void picturesOfAReplayThatHasJustPassedThemStay() throws Exception {
    Household.write(connection, pictures, "v2");
    writtenJustNow("frame", "result_version = 'v2'");

    assertThat(retention(rules(null, null, 5)).apply(() -> false).removed().count("picture"))
        .isZero();
  }

  @Test
  void picturesOfAWindowThatIsNotWrittenYetStay() throws Exception {
    String window = "camera_id = 'porch' AND window_start = '2026-08-02 08:00Z'";
    Path picture = pictures.resolve("porch/2026-08-02/1.jpg");
    Rows.execute(connection, "CREATE TABLE written AS TABLE hearthwatch.batch");
    Rows.execute(connection, "DELETE FROM hearthwatch.batch WHERE " + window);

    retention(rules(null, null, 5)).apply(() -> false);
    assertThat(picture).as("its batch is to come").exists();

    Rows.execute(connection, "INSERT INTO hearthwatch.batch SELECT * FROM written WHERE " + window);
    writtenJustNow("batch", window);
    retention(rules(null, null, 5)).apply(() -> false);
    assertThat(picture).as("its batch came just now").exists();
  }

  @Test
  void aWrongCameraClockSendsNoPictureAway() throws Exception {
    Path today = pictures.resolve("porch/today.jpg");
    Path longAgo = pictures.resolve("porch/long-ago.jpg");
    record(90_000, "late", "2015-01-01T00:00:00Z", "2026-08-20T08:00:00Z", today);
    record(90_001, "rejected", "2031-01-01T00:00:00Z", "2026-08-02T08:00:00Z", longAgo);
    Household.takePictures(connection);

    retention(rules(null, null, 5)).apply(() -> false);

    assertThat(today).as("of a clock that is behind").exists();
    assertThat(longAgo).as("of a clock that was ahead").doesNotExist();
  }

  @Test
  void aLimitThatCannotBeKeptRemovesNothing() throws Exception {
    Files.writeString(pictures.resolve("porch/not-analysed-yet.jpg"), "x".repeat(100_000));
    List<Path> before = allFiles();

    RetentionReport report = retention(picturesUpTo(50_000)).apply(() -> false);

    assertThat(allFiles()).isEqualTo(before);
    assertThat(report.chosen().amounts()).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("cannot be brought down to --frames-max-bytes 50000");
  }

  @Test
  void withoutTheDiskOfThePicturesNothingGoes() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(pictures, elsewhere);
    Files.createDirectory(pictures);
    List<String> before = allRows();

    assertRefused(pictures);
    assertRefused(elsewhere);

    assertThat(allRows()).isEqualTo(before);
    Files.delete(pictures);
    Files.move(elsewhere, pictures);
    assertThat(retention(rules(10, null, 5)).apply(() -> false).removed().count("frame"))
        .isPositive();
  }

  @Test
  void theRowsOfACameraWhoseDiskIsAwayStay() throws Exception {
    String ofYard =
        "SELECT f::text FROM hearthwatch.frame f WHERE camera_id = 'yard' ORDER BY kafka_offset";
    Path yard = pictures.resolve("yard");
    Path elsewhere = directory.resolve("disk-of-yard");
    List<String> before = Rows.query(connection, ofYard);
    Files.move(yard, elsewhere);

    for (boolean mountPoint : List.of(true, false)) {
      if (mountPoint) {
        Files.createDirectory(yard);
      } else {
        Files.delete(yard);
      }
      problems.clear();
      RetentionReport report = retention(rules(10, 10, 5)).apply(() -> false);

      assertThat(Rows.query(connection, ofYard)).isEqualTo(before);
      assertThat(problems)
          .singleElement()
          .asString()
          .contains(yard + " holds none of the pictures that the ledger knows there")
          .contains("so the rows of yard stay: mount its disk");
      assertThat(report.problems()).isZero();
      assertThat(report.removed()).isEqualTo(report.chosen());
      // Ten days of porch with three duplicates, and the rejected one, which is nobody's.
      assertThat(report.removed().count("frame")).isEqualTo(mountPoint ? 34 : 0);
      assertClean();
    }

    problems.clear();
    Files.move(elsewhere, yard);
    RetentionReport report = retention(rules(10, 10, 5)).apply(() -> false);
    assertThat(problems).isEmpty();
    assertThat(report.removed().count("picture")).isPositive();
    assertThat(report.removed().count("frame")).isPositive();
    assertThat(yard.resolve("2026-08-02")).doesNotExist();
    assertClean();
  }

  @Test
  void aCameraWhosePicturesAllWentByTheRulesLosesItsRowsToo() throws Exception {
    RetentionRules muchLater =
        new RetentionRules(
            Household.NOW.plus(days(30)),
            days(40),
            null,
            days(40),
            A_DAY,
            A_DAY,
            pictures,
            days(20),
            null);
    Rows.execute(connection, "DELETE FROM hearthwatch.event WHERE camera_id = 'yard'");
    for (Path file : allFiles()) {
      if (file.startsWith(pictures.resolve("yard"))) {
        Files.delete(file);
      }
    }

    retention(muchLater).apply(() -> false);

    assertThat(problems).isEmpty();
    assertThat(
            one(
                "SELECT min(captured_at) > '2026-08-10' FROM hearthwatch.frame"
                    + " WHERE camera_id = 'yard' AND outcome = 'analysed'"))
        .isEqualTo("t");
  }

  private void assertRefused(Path frames) {
    RetentionRules rules =
        new RetentionRules(
            Household.NOW, days(10), null, null, A_DAY, A_DAY, frames, days(5), null);
    assertThatThrownBy(() -> retention(rules).apply(() -> false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(frames + " holds none of the pictures that the ledger knows");
  }

  @Test
  void rowsThatARestoredJobWritesAgainStay() throws Exception {
    writtenJustNow("frame", "kafka_offset >= 30");
    List<String> writtenAgain = Rows.query(connection, OFFSETS_FROM_30);
    assertThat(writtenAgain)
        .as("a record without a window too")
        .anyMatch(row -> row.contains("duplicate"));

    RetentionReport report = retention(rules(2, 2, null)).apply(() -> false);

    assertThat(Rows.query(connection, OFFSETS_FROM_30)).isEqualTo(writtenAgain);
    assertThat(report.removed().count("frame")).isPositive();
    assertThat(report.removed()).isEqualTo(report.chosen());
    assertClean();
  }

  @Test
  void aBatchThatARestoredJobWritesAgainStays() throws Exception {
    String window = "camera_id = 'yard' AND window_start = '2026-08-02 08:00Z'";
    writtenJustNow("batch", window);

    retention(rules(10, 10, null)).apply(() -> false);

    assertThat(Rows.query(connection, "SELECT id FROM hearthwatch.batch WHERE " + window))
        .hasSize(1);
    assertThat(
            one(
                "SELECT count(*) FROM hearthwatch.frame JOIN hearthwatch.batch b"
                    + " ON b.id = batch_id WHERE b."
                    + window.replace("window_start", "b.window_start")))
        .isEqualTo("3");
    assertClean();
  }

  private void writtenJustNow(String table, String which) throws SQLException {
    Rows.execute(
        connection,
        "UPDATE hearthwatch.%s SET written_at = now() WHERE %s".formatted(table, which));
  }

  private List<Path> pictures(String which) throws SQLException {
    return Rows.query(connection, "SELECT uri FROM hearthwatch.frame WHERE " + which).stream()
        .map(uri -> Path.of(URI.create(uri)))
        .toList();
  }

  /** A record that belongs to no window, written long enough ago. */
  private void record(long offset, String outcome, String captured, String appended, Path picture)
      throws SQLException {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame (result_version, kafka_topic, kafka_partition, kafka_offset,
          offset_count, outcome, camera_id, captured_at, appended_at, uri, detections, ingested_at,
          written_at, attempts)
        VALUES ('v1', 'frames', 0, %d, 1, '%s', 'porch', '%s', '%s', '%s', 0, now(),
          now() - interval '2 days', 1)
        """
            .formatted(offset, outcome, captured, appended, picture.toUri()));
  }
}
