package io.hearthwatch.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.AuditReport;
import io.hearthwatch.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What is old goes, the audit stays clean, and nothing else changes. */
class RetentionITCase extends AgedHousehold {
  private static final int EVENTS = Household.DAYS;

  @Test
  void aDryRunChangesNothingAndSaysWhatApplyingDoes() throws Exception {
    RetentionRules rules = rules(10, null, 5);
    List<String> rowsBefore = allRows();
    List<Path> filesBefore = allFiles();

    RetentionReport dry = retention(rules).dryRun();

    assertThat(allRows()).isEqualTo(rowsBefore);
    assertThat(allFiles()).isEqualTo(filesBefore);
    assertThat(dry.removed().amounts()).isEmpty();

    RetentionReport applied = retention(rules).apply(() -> false);

    assertThat(applied.chosen()).isEqualTo(dry.chosen());
    assertThat(applied.removed()).isEqualTo(dry.chosen());
    assertThat(problems).isEmpty();
    assertThat(applied.removed().count("detection")).isEqualTo(2 * 10 * 3);
    assertThat(applied.removed().count("batch")).as("of days without people").isEqualTo(10);
    assertThat(applied.removed().count("event")).isZero();
    assertThat(applied.removed().count("picture"))
        .as("15 days, but for the pictures of 16 events")
        .isEqualTo(2 * 15 * 3 - 16);
    assertThat(allRows()).hasSizeLessThan(rowsBefore.size());
    assertThat(allFiles()).hasSize(filesBefore.size() - (2 * 15 * 3 - 16));
    assertThat(one("SELECT count(*) FROM hearthwatch.event")).isEqualTo("" + EVENTS);
    assertThat(one("SELECT count(*) FROM hearthwatch.frame WHERE raw_value IS NOT NULL"))
        .as("the old rejected record")
        .isEqualTo("0");
    assertClean();
    for (String uri : Rows.query(connection, "SELECT key_frame_uri FROM hearthwatch.event")) {
      assertThat(Path.of(URI.create(uri))).exists();
    }
    assertThat(pictures.resolve("porch/2026-08-01")).as("its event's picture").exists();
    assertThat(pictures.resolve("porch/2026-08-02")).as("emptied").doesNotExist();
    assertThat(retention(rules).dryRun().chosen().amounts()).as("a second time").isEmpty();
  }

  @Test
  void aPictureThatWasNotSearchedOnPurposeGoesLikeOthers() throws Exception {
    RetentionRules rules = rules(10, null, 5);
    long before = retention(rules).dryRun().chosen().count("picture");
    assertThat(before).isPositive();
    Rows.execute(
        connection, "UPDATE hearthwatch.frame SET outcome = 'shed' WHERE outcome = 'analysed'");

    assertThat(retention(rules).dryRun().chosen().count("picture")).isEqualTo(before);
  }

  @Test
  void runEveryDayItKeepsAWeekOfRowsAndThreeDaysOfPictures() throws Exception {
    String offsets = "SELECT sum(offset_count) FROM hearthwatch.frame";
    String all = one(offsets);
    for (int day = 1; day <= Household.DAYS; day++) {
      Instant now = Household.FIRST_DAY.plus(Duration.ofDays(day));
      RetentionRules rules =
          new RetentionRules(now, days(7), null, days(14), A_DAY, A_DAY, pictures, days(3), null);

      RetentionReport report = retention(rules).apply(() -> false);

      assertThat(problems).as("day %d", day).isEmpty();
      assertThat(report.removed()).as("day %d", day).isEqualTo(report.chosen());
      assertClean();
      assertThat(one(offsets)).as("day %d", day).isEqualTo(all);
      assertThat(
              Instant.parse(
                  one(
                      "SELECT to_char(min(captured_at) AT TIME ZONE 'UTC',"
                          + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM hearthwatch.detection")))
          .as("day %d", day)
          .isEqualTo(Household.FIRST_DAY.plus(Duration.ofDays(Math.max(0, day - 7))));
      assertThat(retention(rules).dryRun().chosen().amounts()).as("again").isEmpty();
    }
    assertThat(one("SELECT count(*) FROM hearthwatch.event")).as("of 14 days").isEqualTo("14");
    assertThat(allFiles())
        .as("of three days, and of the events before them")
        .hasSize(2 * 3 * 3 + 12);
  }

  @Test
  void aWindowWhoseFrameWasJustRequeuedStays() throws Exception {
    String window = "batch_id = md5('v1porch0')::uuid";
    Rows.execute(
        connection,
        "INSERT INTO hearthwatch.requeue (id, kafka_topic, kafka_partition, kafka_offset,"
            + " requested_by) SELECT 'again', kafka_topic, kafka_partition, kafka_offset, 'me'"
            + " FROM hearthwatch.frame WHERE %s ORDER BY kafka_offset LIMIT 1".formatted(window));

    retention(rules(10, null, null)).apply(() -> false);

    assertThat(one("SELECT count(*) FROM hearthwatch.frame WHERE " + window)).isEqualTo("3");
    assertClean();
    Rows.execute(
        connection, "UPDATE hearthwatch.requeue SET requested_at = now() - interval '2 days'");
    retention(rules(10, null, null)).apply(() -> false);
    assertThat(one("SELECT count(*) FROM hearthwatch.frame WHERE " + window)).isEqualTo("0");
  }

  @Test
  void theLedgerStillSaysWhatBecameOfEveryOffset() throws Exception {
    String offsets = "SELECT sum(offset_count) FROM hearthwatch.frame";
    String before = one(offsets);

    retention(rules(10, null, null)).apply(() -> false);

    assertThat(one(offsets)).isEqualTo(before);
    AuditReport report = assertClean();
    assertThat(report.text()).contains("rows removed by retention\n        v1 frames-0: ");
    assertThat(Long.parseLong(one("SELECT count(*) FROM hearthwatch.frame WHERE outcome = 'gap'")))
        .as("ranges are joined, but for the day that one camera is behind")
        .isBetween(1L, 4L);

    Rows.execute(
        connection, "DELETE FROM hearthwatch.frame WHERE outcome = 'gap' AND kafka_offset = 0");
    assertThat(Audit.run(connection).text())
        .as("a batch without frames is a violation where nobody says that they were removed")
        .contains("FAIL  a batch's counts, times and offsets are those of its frames");
  }

  @Test
  void oldEventsGoWithTheirBatchesAndPictures() throws Exception {
    RetentionRules rules = rules(2, 10, 2);

    RetentionReport report = retention(rules).apply(() -> false);

    assertThat(report.removed()).isEqualTo(report.chosen());
    assertThat(report.removed().count("event")).isEqualTo(10);
    assertThat(one("SELECT min(window_start) FROM hearthwatch.event")).startsWith("2026-08-11");
    assertThat(one("SELECT min(window_start) FROM hearthwatch.batch")).startsWith("2026-08-11");
    assertThat(pictures.resolve("porch/2026-08-01")).doesNotExist();
    assertThat(pictures.resolve("porch")).as("a camera's own folder").exists();
    assertClean();
  }

  @Test
  void eventsCanBeSentAfterTheirFramesWereLong() throws Exception {
    retention(rules(5, null, 5)).apply(() -> false);

    RetentionReport report = retention(rules(5, 10, 5)).apply(() -> false);

    assertThat(report.removed().count("event")).isEqualTo(10);
    assertThat(report.removed().count("picture")).as("which they alone kept").isEqualTo(10);
    assertThat(report.removed().count("frame")).isZero();
    assertClean();
  }

  @Test
  void rowsStayAsLongAsTheirPictures() throws Exception {
    RetentionReport report = retention(rules(5, null, 10)).apply(() -> false);

    assertThat(report.rowsHeldByPictures()).isTrue();
    assertThat(one("SELECT min(captured_at) FROM hearthwatch.detection"))
        .as("the oldest picture that no event keeps alone")
        .startsWith("2026-08-11");
    assertClean();
  }

  @Test
  void bySizeTheOldestGoFirst() throws Exception {
    long all = Long.parseLong(one("SELECT sum(pg_column_size(f)) FROM hearthwatch.frame f"));
    long files = allFiles().stream().mapToLong(RetentionITCase::size).sum();
    RetentionRules rowRules =
        new RetentionRules(Household.NOW, null, all / 2, null, A_DAY, A_DAY, null, null, null);

    RetentionReport ofPictures = retention(picturesUpTo(files / 2)).apply(() -> false);
    RetentionReport ofRows = retention(rowRules).apply(() -> false);

    assertThat(ofPictures.removed()).isEqualTo(ofPictures.chosen());
    assertThat(ofRows.removed()).isEqualTo(ofRows.chosen());
    assertThat(allFiles().stream().mapToLong(RetentionITCase::size).sum())
        .isBetween(files / 2 - 100, files / 2);
    assertThat(
            Long.parseLong(
                one(
                    """
                    SELECT (SELECT sum(pg_column_size(f)) FROM hearthwatch.frame f WHERE outcome <> 'gap')
                      + (SELECT sum(pg_column_size(d)) FROM hearthwatch.detection d)
                    """)))
        .isBetween(all / 4, all / 2);
    assertClean();
  }

  @Test
  void whatAJobMayStillReviseStays() throws Exception {
    Rows.execute(
        connection,
        """
        UPDATE hearthwatch.batch SET stage = 'interim' WHERE window_start = '2026-08-05 08:00Z';
        UPDATE hearthwatch.event SET stage = 'interim' WHERE window_start = '2026-08-05 08:00Z'
        """);
    RetentionRules yearsLater =
        new RetentionRules(
            Household.NOW.plus(Duration.ofDays(1000)),
            A_DAY,
            null,
            A_DAY,
            Duration.ofDays(2),
            A_DAY,
            null,
            null,
            null);

    retention(yearsLater).apply(() -> false);

    assertThat(
            Rows.query(
                connection, "SELECT DISTINCT window_start::date FROM hearthwatch.batch ORDER BY 1"))
        .as("the open window, and each camera's last two days")
        .containsExactly("2026-08-05", "2026-08-19", "2026-08-20");
    assertClean();

    Rows.execute(connection, "UPDATE hearthwatch.result_version SET status = 'retired'");
    retention(yearsLater).apply(() -> false);
    assertThat(one("SELECT string_agg(outcome || offset_count, ' ') FROM hearthwatch.frame"))
        .as("one range is left of a retired version")
        .matches("gap\\d+");
    assertClean();
  }

  @Test
  void aBatchThatAJobWritesAgainIsNoViolation() throws Exception {
    Rows.execute(connection, "CREATE TABLE written AS TABLE hearthwatch.batch");
    retention(rules(10, null, null)).apply(() -> false);

    Rows.execute(
        connection,
        "INSERT INTO hearthwatch.batch SELECT * FROM written WHERE NOT classes ? 'person'"
            + " ON CONFLICT (id) DO NOTHING");

    assertClean();
    assertThat(retention(rules(10, null, null)).apply(() -> false).removed().count("batch"))
        .as("and goes again")
        .isEqualTo(10);
  }

  @Test
  void onlyPicturesThatTheLedgerAccountsForGo() throws Exception {
    Path unanalysed = Files.writeString(pictures.resolve("porch/2026-08-01/new.jpg"), "new");
    Path notes = Files.writeString(pictures.resolve("porch/2026-08-02/notes.txt"), "mine");
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path target = Files.writeString(outside.resolve("target.jpg"), "not ours");
    Path known = pictures.resolve("porch/2026-08-02/1.jpg");
    Files.delete(known);
    Files.createSymbolicLink(known, target);
    Path folder = pictures.resolve("yard/2026-08-02");
    for (Path file :
        List.of(folder.resolve("0.jpg"), folder.resolve("1.jpg"), folder.resolve("2.jpg"))) {
      Files.move(file, outside.resolve(file.getFileName()));
    }
    Files.delete(folder);
    Files.createSymbolicLink(folder, outside);
    Rows.execute(
        connection,
        "UPDATE hearthwatch.frame SET uri = uri || '.jpg' WHERE camera_id = 'porch'"
            + " AND captured_at = '2026-08-04 08:00:20Z' AND outcome = 'analysed'");
    Path writtenAnew = pictures.resolve("porch/2026-08-06/1.jpg");
    Files.setLastModifiedTime(writtenAnew, FileTime.from(Instant.now().plus(Duration.ofDays(2))));
    Path duplicateOnly = pictures.resolve("porch/2026-08-04/1.jpg");

    RetentionReport report = retention(rules(null, null, 5)).apply(() -> false);

    assertThat(report.removed()).isEqualTo(report.chosen());
    assertThat(
            List.of(
                unanalysed,
                notes,
                known,
                target,
                outside.resolve("0.jpg"),
                folder,
                duplicateOnly,
                writtenAnew))
        .allSatisfy(path -> assertThat(path).exists());
    assertThat(pictures.resolve("porch/2026-08-02/0.jpg")).doesNotExist();
  }

  @Test
  void aJobThatIsBehindKeepsItsPictures() throws Exception {
    Household.write(connection, pictures, "v2");
    Rows.execute(
        connection,
        "DELETE FROM hearthwatch.frame WHERE result_version = 'v2' AND kafka_offset >= 30");

    RetentionReport report = retention(rules(null, null, 5)).apply(() -> false);

    for (String uri :
        Rows.query(
            connection,
            "SELECT uri FROM hearthwatch.frame WHERE kafka_offset >= 30 AND outcome = 'analysed'")) {
      assertThat(Path.of(URI.create(uri))).exists();
    }
    assertThat(report.removed().count("picture")).isPositive();

    Rows.execute(
        connection, "UPDATE hearthwatch.result_version SET status = 'retired' WHERE name = 'v2'");
    assertThat(retention(rules(null, null, 5)).apply(() -> false).removed().count("picture"))
        .as("nobody waits for them any more")
        .isPositive();
  }

  @Test
  void stoppedAnywhereItIsCleanAndGoesOnFromThere() throws Exception {
    RetentionRules rules = rules(5, 10, 5);
    Removals all = retention(rules).dryRun().chosen();
    Removals together = new Removals();
    int runs = 0;
    boolean stopped = true;
    while (stopped) {
      AtomicInteger questions = new AtomicInteger();
      runs++;
      int patience = runs < 3 ? 40 : runs == 3 ? 5 : 70;
      RetentionReport report = retention(rules).apply(() -> questions.incrementAndGet() > patience);
      together.add(report.removed());
      stopped = report.stopped() && runs < 20;
      assertClean();
    }

    assertThat(runs).as("twice between pictures, once between windows").isEqualTo(4);
    assertThat(together.count("frame")).isEqualTo(all.count("frame"));
    assertThat(together).isEqualTo(all);
  }

  @Test
  void rowsStayWhereAPictureCannotBeDeleted() throws Exception {
    RetentionRules rules = rules(10, null, 5);
    RetentionReport report =
        new Retention(connection, rules, problems::add)
            .apply(
                new BooleanSupplier() {
                  private boolean changed;

                  @Override
                  public boolean getAsBoolean() {
                    if (!changed) {
                      changed = true;
                      writeAnew(pictures.resolve("yard/2026-08-02/2.jpg"));
                    }
                    return false;
                  }
                });

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("yard/2026-08-02/2.jpg is no longer what was found, and stays");
    assertThat(report.removed().count("frame")).isZero();
    assertThat(report.problems()).isOne();
  }

  @Test
  void twoAtOnceAreRefused() throws Exception {
    try (Connection other = database.connect()) {
      Rows.execute(other, "SELECT pg_advisory_lock(hashtext('hearthwatch retention'))");
      assertThatThrownBy(() -> retention(rules(10, null, null)).dryRun())
          .hasMessageContaining("another retention is at work on jdbc:");
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** Another picture of the same size. */
  private static void writeAnew(Path file) {
    try {
      Files.writeString(file, Files.readString(file).toUpperCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
