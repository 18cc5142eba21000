package io.hearthwatch.schema;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.duplicate;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.gap;
import static io.hearthwatch.testing.Results.person;
import static io.hearthwatch.testing.Results.shed;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Stage;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit is clean over what the job writes, and finds every kind of damage done to it. */
class AuditITCase {
  private Connection connection;
  private StoreWriter writer;

  @BeforeEach
  void writeAWindow() throws SQLException {
    connection = PostgresServer.freshDatabase().connect();
    ResultVersions.register(connection, LINEAGE);
    writer = new StoreWriter(connection, LINEAGE);
    writer.write(
        analysed(0, person(9000)),
        analysed(1, person(9000)),
        analysed(2, person(9000)),
        duplicate(3, 0),
        gap(4, 6),
        duplicate(10, 1));
    writer.write(assessed(Stage.CLOSED, 3, 62));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void whatTheJobWritesIsClean() throws SQLException {
    AuditReport report = Audit.run(connection);

    assertThat(report.clean()).as(report.text()).isTrue();
    assertThat(report.text())
        .contains(
            "ok    no offset has two rows\n",
            "v1 frames-0: offsets 0 to 10: 3 analysed, 2 duplicate, 6 gap\n",
            "v1 frames-0: offsets 4 to 9: offsets_expired, removed by retention\n")
        .doesNotContain("still open")
        .endsWith("clean\n");
    assertThat(connection.isReadOnly()).isFalse();
    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void anOpenWindowIsANoteAndNoViolation() throws SQLException {
    Rows.execute(connection, "TRUNCATE hearthwatch.batch, hearthwatch.event");

    AuditReport report = Audit.run(connection);

    assertThat(report.clean()).as(report.text()).isTrue();
    assertThat(report.text())
        .contains(
            "note  1 window is still open, of camera porch: it has no event yet; --list-open lists"
                + " them\nclean\n")
        .doesNotContain("08:00:00.000125");
    assertThat(report.text(true))
        .contains(
            "it has no event yet\n        v1 camera porch, 3 frames from 2026-11-20 08:00:00.0001")
        .contains(", no row yet\nclean\n");
  }

  @Test
  void anEarlierStateOfAnOpenBatchIsCheckedAgainstTheFramesItIsBasedOn() throws SQLException {
    Rows.execute(connection, "TRUNCATE hearthwatch.batch, hearthwatch.event");
    writer.write(assessed(Stage.INTERIM, 2, 40));

    AuditReport report = Audit.run(connection);

    assertThat(report.clean()).as(report.text()).isTrue();
    assertThat(report.text())
        .contains("of camera porch: its event is interim until it closes; --list-open");
    assertThat(report.text(true))
        .contains(
            "v1 camera porch, window from 2026-11-20 08:00:00+00: interim, based on 2 frames, event ")
        .contains(", ended ");
  }

  @Test
  void aFailedFrameCountsAsFailed() throws SQLException {
    writer.write(failed(2));

    assertThat(Audit.run(connection).text())
        .contains(
            "FAIL  a batch's counts, times and offsets are those of its frames\n",
            "the row says (3,3,0,0,0,3,",
            "the ledger (3,2,1,0,0,2,",
            "FAIL  a batch's classes are those of its frames' detections\n");
  }

  @Test
  void aShedFrameCountsAsShedAndNotAsFailed() throws SQLException {
    writer.write(shed(2));

    assertThat(Audit.run(connection).text())
        .contains("the row says (3,3,0,0,0,3,", "the ledger (3,2,0,0,1,2,", "2 analysed, 2 dup")
        .contains("6 gap, 1 shed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE FROM hearthwatch.frame WHERE kafka_offset = 3                      | offsets 3 to 3 have no row
          DELETE FROM hearthwatch.frame WHERE kafka_offset = 3                      | offsets 0 to 10 are 11, the rows account for 10
          UPDATE hearthwatch.frame SET offset_count = 7 WHERE outcome = 'gap'       | offset 10 is also within the row at 4
          UPDATE hearthwatch.frame SET batch_id = (SELECT id FROM hearthwatch.batch), sequence = 9 WHERE kafka_offset = 3 | 2 rows, at frames-0@0, frames-0@3
          UPDATE hearthwatch.frame SET kafka_partition = 1 WHERE kafka_offset = 2   | camera porch is in partitions 0, 1 of frames
          UPDATE hearthwatch.frame SET outcome = 'rejected' WHERE kafka_offset = 2  | FAIL  every detection belongs to an analysed frame
          UPDATE hearthwatch.detection SET camera_id = 'yard' WHERE ordinal = 0     | FAIL  every detection belongs to an analysed frame
          UPDATE hearthwatch.frame SET detections = 2 WHERE kafka_offset = 2        | frames-0@2 (analysed): says 2 detections, has 1, last ordinal 0
          UPDATE hearthwatch.detection SET ordinal = 1                              | says 1 detections, has 1, last ordinal 1
          UPDATE hearthwatch.result_version SET name = 'other'                      | 3 rows of v1 in table detection
          UPDATE hearthwatch.batch SET id = gen_random_uuid(), window_start = window_end, window_end = window_end + interval '90 s' | 3 frames from 2026-11-20 08:00:00.000125+00 on, no row
          UPDATE hearthwatch.batch SET frames_failed = 1                            | the row says (3,3,1,0,0,3,
          UPDATE hearthwatch.batch SET frames_recovered = 1                         | the row says (3,3,0,1,0,3,
          UPDATE hearthwatch.batch SET frames_shed = 1                              | the row says (3,3,0,0,1,3,
          UPDATE hearthwatch.batch SET last_offset = 3                              | FAIL  a batch's counts, times and offsets
          UPDATE hearthwatch.batch SET revision = 4                                 | the row says (4,3,0,0,0,3,
          UPDATE hearthwatch.batch SET revision = 2                                 | based on 2 frames, the ledger has 3
          UPDATE hearthwatch.batch SET classes = jsonb_set(classes, '{person,confidence_sum}', '2.7001') | person: the row says (3,3,1,0.9000,2.7001,
          UPDATE hearthwatch.batch SET classes = '{}'                               | person: the row says nothing, the ledger (3,3,1,0.9000,2.7000,
          UPDATE hearthwatch.batch SET key_frame_id = gen_random_uuid()             | FAIL  a batch's key frame is one of its analysed frames
          DELETE FROM hearthwatch.batch                                             | is not there
          UPDATE hearthwatch.event SET revision = 2                                 | differs from batch
          INSERT INTO hearthwatch.event (id, batch_id, result_version, camera_id, window_start, window_end, stage, revision, score, factors, summary, model_sha256, config_digest, code_version, kafka_topic, kafka_partition, first_offset, last_offset, closed_by, written_at) SELECT gen_random_uuid(), batch_id, result_version, camera_id, window_start, window_end, stage, revision, score, factors, summary, model_sha256, config_digest, code_version, kafka_topic, kafka_partition, first_offset, last_offset, closed_by, written_at FROM hearthwatch.event | FAIL  a batch has at most one event
          DELETE FROM hearthwatch.event                                             | FAIL  a batch that saw something watched has an event
          UPDATE hearthwatch.event SET score = 61                                   | score 61, level high, factors sum to 62
          ALTER TABLE hearthwatch.event ALTER COLUMN level DROP EXPRESSION; UPDATE hearthwatch.event SET level = 'low' | score 62, level low
          UPDATE hearthwatch.event SET model_sha256 = 'other'                       | FAIL  every event was computed with its result version's model
          UPDATE hearthwatch.event SET detect_provider = 'cuda'                     | on cuda
          """)
  void findsDamage(String damage, String finding) throws SQLException {
    Rows.execute(connection, damage);

    AuditReport report = Audit.run(connection);

    assertThat(report.clean()).isFalse();
    assertThat(report.text()).contains(finding).containsPattern("\n[1-9]\\d* violations?\n$");
  }
}
