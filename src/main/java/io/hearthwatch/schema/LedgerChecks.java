package io.hearthwatch.schema;

import java.util.List;

/** What must hold of the ledger: tables {@code frame} and {@code detection}. */
final class LedgerChecks {

  static final List<AuditCheck> ALL =
      List.of(
          AuditCheck.violation(
              "per partition, last offset + 1 - first offset = sum of the rows' offsets",
              """
              SELECT format('%s %s-%s: offsets %s to %s are %s, the rows account for %s',
                result_version, kafka_topic, kafka_partition, first, past - 1, past - first, accounted)
              FROM (
                SELECT result_version, kafka_topic, kafka_partition, min(kafka_offset) AS first,
                  max(kafka_offset + offset_count) AS past, sum(offset_count) AS accounted
                FROM hearthwatch.frame
                GROUP BY result_version, kafka_topic, kafka_partition) p
              WHERE past - first <> accounted
              ORDER BY 1
              """),
          AuditCheck.violation(
              "every offset between a partition's first and last row has a row",
              """
              SELECT format('%s %s-%s: offsets %s to %s have no row',
                result_version, kafka_topic, kafka_partition, kafka_offset + offset_count, next - 1)
              FROM (
                SELECT *, lead(kafka_offset) OVER (
                  PARTITION BY result_version, kafka_topic, kafka_partition ORDER BY kafka_offset) AS next
                FROM hearthwatch.frame) f
              WHERE next > kafka_offset + offset_count
              ORDER BY result_version, kafka_topic, kafka_partition, kafka_offset
              """),
          AuditCheck.violation(
              "no offset has two rows",
              """
              SELECT format('%s %s-%s: offset %s is also within the row at %s, which stands for %s offsets',
                result_version, kafka_topic, kafka_partition, next, kafka_offset, offset_count)
              FROM (
                SELECT *, lead(kafka_offset) OVER (
                  PARTITION BY result_version, kafka_topic, kafka_partition ORDER BY kafka_offset) AS next
                FROM hearthwatch.frame) f
              WHERE next < kafka_offset + offset_count
              ORDER BY result_version, kafka_topic, kafka_partition, kafka_offset
              """),
          AuditCheck.violation(
              "no frame is admitted twice within a result version, unless it failed and was requeued",
              """
              SELECT format('%s frame %s of camera %s: %s rows, at %s', result_version, frame_id,
                min(camera_id), count(*), string_agg(
                  format('%s-%s@%s', kafka_topic, kafka_partition, kafka_offset), ', '
                  ORDER BY kafka_topic, kafka_partition, kafka_offset))
              FROM hearthwatch.frame
              WHERE batch_id IS NOT NULL
              GROUP BY result_version, frame_id
              HAVING count(*) FILTER (WHERE outcome = 'analysed') > 1
                OR count(*) FILTER (WHERE requeue_id IS NULL OR outcome <> 'analysed') > 1
              ORDER BY 1
              """),
          AuditCheck.note(
              "records that say they were requeued, of records that were not rejected as the same frame",
              """
              SELECT format('%s %s-%s@%s (%s): of %s-%s@%s, %s', f.result_version, f.kafka_topic,
                f.kafka_partition, f.kafka_offset, f.outcome, f.kafka_topic, f.requeue_of_partition,
                f.requeue_of_offset, coalesce(o.outcome, 'which has no row'))
              FROM hearthwatch.frame f
              LEFT JOIN hearthwatch.frame o
                ON o.result_version = f.result_version AND o.kafka_topic = f.kafka_topic
                  AND o.kafka_partition = f.requeue_of_partition
                  AND o.kafka_offset = f.requeue_of_offset
              WHERE f.requeue_id IS NOT NULL
                AND NOT (coalesce(o.outcome, '') = 'rejected'
                  AND (o.frame_id IS NULL OR o.frame_id IS NOT DISTINCT FROM f.frame_id))
              ORDER BY f.result_version, f.kafka_topic, f.kafka_partition, f.kafka_offset
              """),
          AuditCheck.violation(
              "a camera's admitted frames are all in one partition of a topic",
              """
              SELECT format('%s camera %s is in partitions %s of %s', result_version, camera_id,
                string_agg(DISTINCT kafka_partition::text, ', '), kafka_topic)
              FROM hearthwatch.frame
              WHERE batch_id IS NOT NULL
              GROUP BY result_version, camera_id, kafka_topic
              HAVING count(DISTINCT kafka_partition) > 1
              ORDER BY 1
              """),
          AuditCheck.violation(
              "every detection belongs to an analysed frame that agrees with it",
              """
              SELECT format('%s detection %s (%s) of frame %s, camera %s',
                d.result_version, d.id, d.label, d.frame_id, d.camera_id)
              FROM hearthwatch.detection d
              WHERE NOT EXISTS (
                SELECT FROM hearthwatch.frame f
                WHERE f.frame_id = d.frame_id AND f.result_version = d.result_version
                  AND f.outcome = 'analysed' AND f.batch_id = d.batch_id
                  AND f.camera_id = d.camera_id AND f.captured_at = d.captured_at)
              ORDER BY d.id
              """),
          AuditCheck.violation(
              "a frame has as many detections as it says, numbered from 0",
              """
              SELECT format('%s %s-%s@%s (%s): says %s detections, has %s, last ordinal %s',
                f.result_version, kafka_topic, kafka_partition, kafka_offset, outcome, detections,
                coalesce(found, 0), coalesce(last::text, 'none'))
              FROM hearthwatch.frame f
              LEFT JOIN (
                SELECT result_version, frame_id, count(*) AS found, max(ordinal) AS last
                FROM hearthwatch.detection
                GROUP BY result_version, frame_id) d
                ON d.frame_id = f.frame_id AND d.result_version = f.result_version
                  AND f.outcome = 'analysed'
              WHERE detections <> coalesce(found, 0) OR detections <> coalesce(last, -1) + 1
              ORDER BY f.result_version, kafka_topic, kafka_partition, kafka_offset
              """),
          AuditCheck.violation(
              "every row belongs to a registered result version",
              """
              SELECT format('%s rows of %s in table %s', count(*), r.result_version, r.found_in)
              FROM (
                SELECT result_version, 'frame' AS found_in FROM hearthwatch.frame
                UNION ALL SELECT result_version, 'detection' FROM hearthwatch.detection
                UNION ALL SELECT result_version, 'batch' FROM hearthwatch.batch
                UNION ALL SELECT result_version, 'event' FROM hearthwatch.event) r
              WHERE NOT EXISTS (
                SELECT FROM hearthwatch.result_version v WHERE v.name = r.result_version)
              GROUP BY r.result_version, r.found_in
              ORDER BY 1
              """),
          AuditCheck.note(
              "records by outcome",
              """
              SELECT format('%s %s-%s: offsets %s to %s: %s', result_version, kafka_topic,
                kafka_partition, min(first), max(past) - 1,
                string_agg(format('%s %s', offsets, outcome), ', ' ORDER BY outcome))
              FROM (
                SELECT result_version, kafka_topic, kafka_partition, outcome,
                  min(kafka_offset) AS first, max(kafka_offset + offset_count) AS past,
                  sum(offset_count) AS offsets
                FROM hearthwatch.frame
                GROUP BY result_version, kafka_topic, kafka_partition, outcome) o
              GROUP BY result_version, kafka_topic, kafka_partition
              ORDER BY 1
              """),
          AuditCheck.note(
              "gaps: offsets that held no readable record",
              """
              SELECT format('%s %s-%s: offsets %s to %s: %s', result_version, kafka_topic,
                kafka_partition, kafka_offset, kafka_offset + offset_count - 1,
                concat_ws(', ', reason, detail))
              FROM hearthwatch.frame f
              WHERE outcome = 'gap' AND NOT\s"""
                  + RemovedRows.IS_ONE
                  + "ORDER BY result_version, kafka_topic, kafka_partition, kafka_offset"),
          AuditCheck.note(
              "rows removed by retention",
              """
              SELECT format('%s %s-%s: %s offsets in %s ranges, the last of them %s',
                result_version, kafka_topic, kafka_partition, sum(offset_count), count(*),
                max(kafka_offset + offset_count) - 1)
              FROM hearthwatch.frame f
              WHERE\s"""
                  + RemovedRows.IS_ONE
                  + """
                    GROUP BY result_version, kafka_topic, kafka_partition
                    ORDER BY 1
                    """));

  private LedgerChecks() {}
}
