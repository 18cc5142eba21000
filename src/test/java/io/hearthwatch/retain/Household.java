package io.hearthwatch.retain;

import io.hearthwatch.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Twenty days of two cameras, as a job leaves them: a window a day of three frames for each camera,
 * people on even days, in one partition where camera {@code yard} is always a day behind, so that
 * no offset parts old frames from new ones. Every tenth record is a duplicate, one is rejected.
 */
final class Household {
  static final Instant FIRST_DAY = Instant.parse("2026-08-01T08:00:00Z");
  static final int DAYS = 20;

  /** After the last window. */
  static final Instant NOW = Instant.parse("2026-08-21T08:00:00Z");

  /** When every row was: longer ago than a restore may go back, so that all are settled. */
  private static final String WRITTEN = "now() - interval '2 days'";

  private Household() {}

  /** Writes all rows of a result version. */
  static void write(Connection connection, Path pictures, String version) throws SQLException {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.result_version
          (name, model_sha256, config_digest, code_version, detect_provider)
        VALUES ('%1$s', 'm', 'c', '0.1.0', 'cpu');
        CREATE TEMP TABLE admitted AS
        SELECT camera, day, frame, start, start + frame * interval '20 s' AS captured_at,
          md5(camera || day || '-' || frame)::uuid AS frame_id,
          md5('%1$s' || camera || day)::uuid AS batch_id,
          '%2$s' || camera || '/' || to_char(start AT TIME ZONE 'UTC', 'YYYY-MM-DD') || '/' || frame || '.jpg' AS uri,
          row_number() OVER (PARTITION BY camera ORDER BY day, frame) - 1 AS sequence,
          day + frame * 0.1 + CASE camera WHEN 'yard' THEN 1.05 ELSE 0 END AS arrival,
          'analysed' AS outcome
        FROM unnest(ARRAY['porch', 'yard']) AS camera, generate_series(0, %3$d - 1) AS day,
          generate_series(0, 2) AS frame,
          LATERAL (SELECT timestamptz '%4$s' + day * interval '1 day' AS start) s;
        INSERT INTO admitted (camera, day, captured_at, frame_id, uri, arrival, outcome)
        SELECT camera, day, captured_at, frame_id, uri, arrival + 0.01, 'duplicate'
        FROM admitted WHERE sequence %% 10 = 0;
        INSERT INTO admitted (day, arrival, outcome) VALUES (3, 3.51, 'rejected');
        INSERT INTO hearthwatch.frame (result_version, kafka_topic, kafka_partition, kafka_offset,
          offset_count, outcome, camera_id, frame_id, captured_at, appended_at, uri, sequence, batch_id,
          out_of_order, detections, ingested_at, written_at, attempts, raw_value)
        SELECT '%1$s', 'frames', 0, row_number() OVER (ORDER BY arrival) - 1, 1, outcome, camera,
          frame_id, captured_at, timestamptz '%4$s' + arrival * interval '1 day', uri, sequence, batch_id,
          CASE WHEN outcome = 'analysed' THEN false END,
          CASE WHEN outcome = 'analysed' THEN 1 ELSE 0 END, %5$s, %5$s, 1,
          CASE WHEN outcome = 'rejected' THEN decode(repeat('00ff', 3000), 'hex') END
        FROM admitted;
        INSERT INTO hearthwatch.detection (id, result_version, frame_id, batch_id, camera_id,
          captured_at, ordinal, class_id, label, confidence, left_px, top_px, right_px, bottom_px)
        SELECT md5('%1$s' || camera || day || '-' || frame || 'box')::uuid, '%1$s', frame_id, batch_id, camera,
          captured_at, 0, 0, CASE day %% 2 WHEN 0 THEN 'person' ELSE 'chair' END, 0.9, 1, 2, 3, 4
        FROM admitted WHERE outcome = 'analysed';
        INSERT INTO hearthwatch.batch (id, result_version, camera_id, window_start, window_end, stage,
          revision, frames_analysed, frames_failed, detections, first_captured_at, last_captured_at,
          kafka_topic, kafka_partition, first_offset, last_offset, classes, key_frame_id,
          key_frame_uri, key_frame_captured_at, closed_by, written_at)
        SELECT f.batch_id, '%1$s', f.camera_id, a.start, a.start + interval '90 s', 'closed', 3, 3, 0, 3,
          min(f.captured_at), max(f.captured_at), 'frames', 0, min(kafka_offset), max(kafka_offset),
          jsonb_build_object(CASE a.day %% 2 WHEN 0 THEN 'person' ELSE 'chair' END,
            jsonb_build_object('detections', 3, 'frames', 3, 'max_in_frame', 1,
              'max_confidence', 0.9, 'confidence_sum', 2.7,
              'first_seen', min(f.captured_at), 'last_seen', max(f.captured_at))),
          k.frame_id, k.uri, k.captured_at, 'clock', %5$s
        FROM hearthwatch.frame f
        JOIN admitted a USING (batch_id)
        JOIN admitted k ON k.batch_id = f.batch_id AND k.frame = 0
        WHERE f.result_version = '%1$s'
        GROUP BY f.batch_id, f.camera_id, a.start, a.day, k.frame_id, k.uri, k.captured_at;
        INSERT INTO hearthwatch.event (id, batch_id, result_version, camera_id, window_start,
          window_end, stage, revision, score, factors, summary, key_frame_id, key_frame_uri,
          model_sha256, config_digest, code_version, detect_provider, kafka_topic, kafka_partition,
          first_offset, last_offset, closed_by, written_at)
        SELECT md5(id::text)::uuid, id, result_version, camera_id, window_start, window_end, stage,
          revision, 62, '[{"name": "person", "contribution": 62}]', 'A person.', key_frame_id,
          key_frame_uri, 'm', 'c', '0.1.0', 'cpu', kafka_topic, kafka_partition, first_offset,
          last_offset, closed_by, written_at
        FROM hearthwatch.batch WHERE result_version = '%1$s' AND classes ? 'person';
        DROP TABLE admitted
        """
            .formatted(version, pictures.toUri(), DAYS, FIRST_DAY, WRITTEN));
  }

  /** A file for every picture that the ledger knows. */
  static void takePictures(Connection connection) throws SQLException, IOException {
    for (String uri :
        Rows.query(
            connection, "SELECT DISTINCT uri FROM hearthwatch.frame WHERE uri IS NOT NULL")) {
      Path file = Path.of(URI.create(uri));
      Files.createDirectories(file.getParent());
      Files.writeString(file, uri);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    }
  }
}
