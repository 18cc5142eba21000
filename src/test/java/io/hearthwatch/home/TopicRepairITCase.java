package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.publish.Journal;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic that has lost everything, and a ledger of which retention has removed offsets 0 to 9, so
 * that only a frame at offset 10 has its row still.
 */
class TopicRepairITCase {
  private static final Instant TIME = Instant.parse("2026-08-01T08:00:00Z");

  @TempDir Path directory;
  private final List<String> notices = new ArrayList<>();
  private final Admin admin = KafkaServer.shared().admin();
  private Connection connection;
  private JobSettings settings;
  private Path cameras;
  private Path journal;
  private String topicId;

  @BeforeEach
  void fill(TestInfo test) throws SQLException, IOException {
    String topic = "repaired-" + test.getTestMethod().orElseThrow().getName();
    KafkaServer.shared().createFramesTopic(topic, 1);
    topicId = Topics.check(admin, Topics.frames(topic, 1));
    TestDatabase database = PostgresServer.freshDatabase();
    connection = database.connect();
    settings =
        TestSettings.of(KafkaServer.shared().bootstrapServers(), database.jdbcUrl())
            .topics("repair", topic, "events", "dead-letters")
            .build();
    cameras = Files.createDirectory(directory.resolve("cameras")).toRealPath();
    journal = directory.resolve("publish-state/journal");
    row(0, 10, "'gap', 'removed_by_retention'", "NULL, NULL, NULL");
    row(10, 1, "'analysed', NULL", frame("Front Door/kept.jpg"));
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.batch (id, result_version, camera_id, window_start, window_end, stage,
          revision, frames_analysed, frames_failed, detections, first_captured_at, last_captured_at,
          kafka_topic, kafka_partition, first_offset, last_offset, classes, key_frame_id,
          key_frame_uri, key_frame_captured_at, closed_by, written_at)
        SELECT gen_random_uuid(), 'main', c, t, t, 'closed', 3, 1, 0, 1, t, t, '%s', 0, 3, 3, '{}',
          gen_random_uuid(), u, t, 'clock', t
        FROM (SELECT %s) key(c, t, u)
        """
            .formatted(topic, frame("Front Door/event.jpg")));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void theJournalStillNamesPicturesWhoseRowsRetentionHasRemoved() throws Exception {
    try (Journal former = open("of-the-lost-topic")) {
      former.belongs("Front-Door", "front_door that was there first");
      former.known("Front-Door", TIME, uri("Front Door/removed.jpg"));
      former.videoDone(uri("Front Door/removed.mp4"), 3);
      former.readUpTo(Map.of(0, 10L));
      former.known("Front-Door", TIME, uri("Front Door/lost.jpg"));
      former.readUpTo(Map.of(0, 12L));
    }
    repair();

    assertThat(notices).first().asString().contains("Kafka has lost 12 records");
    try (Journal renewed = open(topicId)) {
      assertThat(
              List.of("removed.jpg", "removed.mp4", "kept.jpg", "event.jpg").stream()
                  .filter(name -> !renewed.contains(uri("Front Door/" + name))))
          .as("would be published again")
          .isEmpty();
      assertThat(renewed.contains(uri("Front Door/lost.jpg")))
          .as("nothing but the journal knows it, and the topic has lost it")
          .isFalse();
      assertThat(renewed.folderOf("Front-Door")).contains("front_door that was there first");
    }
    assertThat(journal.resolveSibling("repair.underway")).doesNotExist();
  }

  /**
   * Rows are written in any order: the one of offset 11 was still to come when the topic was lost.
   */
  @Test
  void aPictureWhoseRecordWasLostBeforeItsRowWasWrittenIsPublishedAgain() throws Exception {
    row(12, 1, "'analysed', NULL", frame("Front Door/after.jpg"));
    try (Journal former = open("of-the-lost-topic")) {
      former.known("Front-Door", TIME, uri("Front Door/removed.jpg"));
      former.readUpTo(Map.of(0, 11L));
      former.known("Front-Door", TIME, uri("Front Door/in-flight.jpg"));
      former.readUpTo(Map.of(0, 13L));
    }
    repair();

    try (Journal renewed = open(topicId)) {
      assertThat(renewed.contains(uri("Front Door/in-flight.jpg"))).isFalse();
      assertThat(renewed.contains(uri("Front Door/removed.jpg"))).isTrue();
      assertThat(renewed.contains(uri("Front Door/after.jpg"))).isTrue();
    }
  }

  @Test
  void withoutAJournalTheTablesSayWhatIsPublishedAndWhoseFolderItIs() throws Exception {
    repair();

    try (Journal renewed = open(topicId)) {
      assertThat(renewed.contains(uri("Front Door/kept.jpg"))).isTrue();
      assertThat(renewed.contains(uri("Front Door/event.jpg"))).as("outlived its row").isTrue();
      assertThat(renewed.folderOf("Front-Door")).contains("Front Door");
    }
  }

  /**
   * Killed when the records were back and the journal was not: the topic's end says nothing now.
   */
  @Test
  void whatARepairThatWasKilledPutBackDoesNotCountAsNeverLost() throws Exception {
    try (Journal former = open("of-the-lost-topic")) {
      former.known("Front-Door", TIME, uri("Front Door/lost.jpg"));
      former.readUpTo(Map.of(0, 12L));
    }
    byte[] before = Files.readAllBytes(journal);
    repair();
    Files.write(journal, before);
    new RepairUnderway(journal.resolveSibling("repair.underway")).begin(Map.of(0, 0L));
    repair();

    try (Journal renewed = open(topicId)) {
      assertThat(renewed.contains(uri("Front Door/lost.jpg"))).isFalse();
    }
  }

  private void repair() throws Exception {
    new TopicRepair(settings, journal, cameras, notices::add).run(admin, connection);
  }

  private Journal open(String topic) throws IOException {
    Files.createDirectories(journal.getParent());
    return Journal.open(journal, settings.kafka().framesTopic(), topic);
  }

  private String uri(String file) {
    return cameras.resolve(file).toUri().toString();
  }

  private String frame(String file) {
    return "'Front-Door', timestamptz '%s', '%s'".formatted(TIME, uri(file));
  }

  private void row(long offset, long count, String outcome, String frame) throws SQLException {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame (result_version, kafka_topic, kafka_partition, kafka_offset,
          offset_count, outcome, reason, camera_id, captured_at, uri, detections, ingested_at,
          written_at, attempts)
        VALUES ('main', '%s', 0, %d, %d, %s, %s, 0, now(), now(), 1)
        """
            .formatted(settings.kafka().framesTopic(), offset, count, outcome, frame));
  }
}
