package io.hearthwatch.schema;

import io.hearthwatch.domain.WatchedClass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What must hold of the results: tables {@code batch} and {@code event}, against the ledger.
 *
 * <p>A batch is computed anew from the frames it is based on: a camera's frames are gathered in
 * their sequence, so those are the first {@code revision} of its admitted frames, whatever its
 * stage. A frame that failed and was analysed when it was sent again has two rows and counts once.
 * One whose frames were removed on purpose ({@link RemovedRows}) can no longer be: then only what
 * it says of itself is checked.
 */
final class ResultChecks {

  private static final String BASIS =
      """
      WITH basis AS (
        SELECT b.id, f.*
        FROM hearthwatch.batch b
        JOIN (
          SELECT result_version, batch_id, frame_id, outcome, camera_id, captured_at,
            kafka_topic, kafka_partition, kafka_offset,
            dense_rank() OVER (PARTITION BY result_version, batch_id ORDER BY first) AS place
          FROM (
            SELECT *, min(sequence) OVER (
              PARTITION BY result_version, batch_id, frame_id) AS first
            FROM hearthwatch.frame
            WHERE batch_id IS NOT NULL) a) f
          ON f.batch_id = b.id AND f.result_version = b.result_version AND f.place <= b.revision
      )
      """;

  private static final String WATCHED_LABELS =
      Arrays.stream(WatchedClass.values())
          .map(watched -> "'" + watched.label() + "'")
          .collect(Collectors.joining(", "));

  static final List<AuditCheck> ALL =
      List.of(
          AuditCheck.violation(
              "every admitted frame's batch is there once a later window of its camera is closed",
              """
              SELECT format('%s batch %s of camera %s: %s frames from %s on, no row',
                result_version, batch_id, camera_id, count(*), min(captured_at))
              FROM hearthwatch.frame f
              WHERE batch_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM hearthwatch.batch b WHERE b.id = f.batch_id)
                AND EXISTS (
                  SELECT FROM hearthwatch.batch later
                  WHERE later.camera_id = f.camera_id AND later.result_version = f.result_version
                    AND later.stage = 'closed' AND later.window_start > f.captured_at)
              GROUP BY result_version, batch_id, camera_id
              ORDER BY 1
              """),
          AuditCheck.violation(
              "a batch's counts, times and offsets are those of its frames",
              BASIS
                  + """
                  SELECT format('%s batch %s of camera %s, %s: the row says %s, the ledger %s '
                    '(revision, frames analysed, failed, recovered, shed, detections, captured from, to, '
                    'topic, partition, offsets from, to, camera)',
                    b.result_version, b.id, b.camera_id, b.window_start, said, found)
                  FROM hearthwatch.batch b
                  LEFT JOIN (
                    SELECT id, count(DISTINCT frame_id) AS revision,
                      count(*) FILTER (WHERE outcome = 'analysed') AS analysed,
                      count(DISTINCT frame_id) - count(*) FILTER (WHERE outcome IN ('analysed', 'shed'))
                        AS failed,
                      count(*) - count(DISTINCT frame_id) AS recovered,
                      count(*) FILTER (WHERE outcome = 'shed') AS shed,
                      min(captured_at) AS first_captured_at, max(captured_at) AS last_captured_at,
                      min(kafka_topic) AS kafka_topic, min(kafka_partition) AS kafka_partition,
                      min(kafka_offset) AS first_offset, max(kafka_offset) AS last_offset,
                      min(camera_id) AS camera_id
                    FROM basis GROUP BY id) l ON l.id = b.id
                  LEFT JOIN (
                    SELECT s.id, count(*) AS detections
                    FROM basis s
                    JOIN hearthwatch.detection d
                      ON d.frame_id = s.frame_id AND d.result_version = s.result_version
                    WHERE s.outcome = 'analysed'
                    GROUP BY s.id) d ON d.id = b.id
                  CROSS JOIN LATERAL (SELECT
                    (b.revision, b.frames_analysed, b.frames_failed, b.frames_recovered, b.frames_shed, b.detections,
                      b.first_captured_at, b.last_captured_at, b.kafka_topic, b.kafka_partition,
                      b.first_offset, b.last_offset, b.camera_id)::text AS said,
                    (coalesce(l.revision, 0), coalesce(l.analysed, 0), coalesce(l.failed, 0),
                      coalesce(l.recovered, 0), coalesce(l.shed, 0), coalesce(d.detections, 0), l.first_captured_at, l.last_captured_at,
                      l.kafka_topic, l.kafka_partition,
                      l.first_offset, l.last_offset, l.camera_id)::text AS found) compared
                  WHERE said <> found AND NOT\s"""
                  + RemovedRows.outlived("b")
                  + "ORDER BY b.id"),
          AuditCheck.violation(
              "a batch's classes are those of its frames' detections",
              BASIS
                  + """
                  , per_frame AS (
                    SELECT s.id, d.label, s.captured_at, count(*) AS boxes,
                      max(d.confidence) AS highest, sum(d.confidence) AS total
                    FROM basis s
                    JOIN hearthwatch.detection d
                      ON d.frame_id = s.frame_id AND d.result_version = s.result_version
                    WHERE s.outcome = 'analysed'
                    GROUP BY s.id, d.label, s.frame_id, s.captured_at
                  ), ledger AS (
                    SELECT id, label, (sum(boxes)::bigint, count(*), max(boxes), max(highest),
                      sum(total), min(captured_at), max(captured_at))::text AS found
                    FROM per_frame GROUP BY id, label
                  ), said AS (
                    SELECT b.id, c.key AS label, ((c.value->>'detections')::bigint,
                      (c.value->>'frames')::bigint, (c.value->>'max_in_frame')::bigint,
                      (c.value->>'max_confidence')::numeric(5, 4),
                      (c.value->>'confidence_sum')::numeric(30, 4),
                      (c.value->>'first_seen')::timestamptz,
                      (c.value->>'last_seen')::timestamptz)::text AS said
                    FROM hearthwatch.batch b CROSS JOIN LATERAL jsonb_each(b.classes) c
                  )
                  SELECT format('batch %s, %s: the row says %s, the ledger %s '
                    '(detections, frames, most in a frame, highest confidence, sum, seen from, to)',
                    c.id, label,
                    coalesce(said, 'nothing'), coalesce(found, 'nothing'))
                  FROM (said FULL JOIN ledger USING (id, label)) c
                  JOIN hearthwatch.batch b ON b.id = c.id
                  WHERE said IS DISTINCT FROM found AND NOT\s"""
                  + RemovedRows.outlived("b")
                  + "ORDER BY c.id, label"),
          AuditCheck.violation(
              "a closed batch is based on all of its admitted frames",
              """
              SELECT format('%s batch %s of camera %s, %s: based on %s frames, the ledger has %s',
                b.result_version, b.id, b.camera_id, b.window_start, b.revision, f.admitted)
              FROM hearthwatch.batch b
              JOIN (
                SELECT result_version, batch_id, count(DISTINCT frame_id) AS admitted
                FROM hearthwatch.frame WHERE batch_id IS NOT NULL
                GROUP BY result_version, batch_id) f
                ON f.batch_id = b.id AND f.result_version = b.result_version
              WHERE b.stage = 'closed' AND f.admitted > b.revision
              ORDER BY b.id
              """),
          AuditCheck.violation(
              "a batch's key frame is one of its analysed frames",
              """
              SELECT format('%s batch %s of camera %s: key frame %s',
                result_version, id, camera_id, key_frame_id)
              FROM hearthwatch.batch b
              WHERE key_frame_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM hearthwatch.frame f
                WHERE f.batch_id = b.id AND f.result_version = b.result_version
                  AND f.frame_id = b.key_frame_id AND f.outcome = 'analysed'
                  AND f.captured_at = b.key_frame_captured_at)
              AND NOT\s"""
                  + RemovedRows.outlived("b")
                  + "ORDER BY id"),
          AuditCheck.violation(
              "every event agrees with its batch",
              """
              SELECT format('%s event %s of camera %s, %s: %s', e.result_version, e.id, e.camera_id,
                e.window_start, CASE WHEN b.id IS NULL THEN 'batch ' || e.batch_id || ' is not there'
                  ELSE 'differs from batch ' || b.id END)
              FROM hearthwatch.event e
              LEFT JOIN hearthwatch.batch b ON b.id = e.batch_id
              WHERE b.id IS NULL OR
                (e.result_version, e.camera_id, e.window_start, e.window_end, e.stage, e.revision,
                 e.key_frame_id, e.key_frame_uri, e.key_box, e.kafka_topic, e.kafka_partition,
                 e.first_offset, e.last_offset) IS DISTINCT FROM
                (b.result_version, b.camera_id, b.window_start, b.window_end, b.stage, b.revision,
                 b.key_frame_id, b.key_frame_uri, b.key_box, b.kafka_topic, b.kafka_partition,
                 b.first_offset, b.last_offset)
              ORDER BY e.id
              """),
          AuditCheck.violation(
              "a batch that saw something watched has an event",
              """
              SELECT format('%%s batch %%s of camera %%s saw %%s, no event',
                b.result_version, b.id, b.camera_id, b.classes)
              FROM hearthwatch.batch b
              WHERE jsonb_exists_any(b.classes, ARRAY[%s])
                AND NOT EXISTS (SELECT FROM hearthwatch.event e WHERE e.batch_id = b.id)
              """
                  .formatted(WATCHED_LABELS)),
          AuditCheck.violation(
              "a batch has at most one event",
              """
              SELECT format('batch %s: events %s', batch_id, string_agg(id::text, ', ' ORDER BY id))
              FROM hearthwatch.event GROUP BY batch_id HAVING count(*) > 1 ORDER BY 1
              """),
          AuditCheck.violation(
              "an event's level is that of its score, and its factors sum to it",
              """
              SELECT format('%s event %s of camera %s: score %s, level %s, factors sum to %s',
                result_version, id, camera_id, score, level, total)
              FROM hearthwatch.event
              CROSS JOIN LATERAL (
                SELECT coalesce(sum((factor->>'contribution')::bigint), 0) AS total
                FROM jsonb_array_elements(factors) factor) f
              WHERE total <> score OR level <> CASE WHEN score < 30 THEN 'low'
                WHEN score < 60 THEN 'medium' WHEN score < 85 THEN 'high' ELSE 'critical' END
              ORDER BY id
              """),
          AuditCheck.violation(
              "every event was computed with its result version's model and settings",
              """
              SELECT format('%s event %s of camera %s: model %s, config digest %s, on %s',
                e.result_version, e.id, e.camera_id, e.model_sha256, e.config_digest,
                coalesce(e.detect_provider, 'an unrecorded provider'))
              FROM hearthwatch.event e
              JOIN hearthwatch.result_version v ON v.name = e.result_version
              WHERE (e.model_sha256, e.config_digest, e.detect_provider)
                <> (v.model_sha256, v.config_digest, v.detect_provider)
              ORDER BY e.id
              """));

  private ResultChecks() {}
}
