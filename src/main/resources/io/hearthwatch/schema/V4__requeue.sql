-- Rejected records may be sent again: what a record repeats, who sent it, who is done with which.

ALTER TABLE frame
    ADD COLUMN requeue_id text,
    ADD COLUMN requeue_of_partition integer,
    ADD COLUMN requeue_of_offset bigint;
COMMENT ON COLUMN frame.requeue_id IS
    'Row of table requeue by which the record was sent again, as its headers say; null for all others. What headers say is not proven: audit tells where it cannot be.';
COMMENT ON COLUMN frame.requeue_of_partition IS 'Partition of the record that it repeats, in the same topic; null for all others.';
COMMENT ON COLUMN frame.requeue_of_offset IS 'Offset of the record that it repeats; null for all others.';
COMMENT ON COLUMN frame.sequence IS
    'Place among the camera''s frames that were sent on to be analysed, from 0; null unless admitted.';
COMMENT ON COLUMN frame.batch_id IS
    'Batch of the frame''s window; null unless admitted. Of a frame that failed and was analysed when it was sent again, both rows have it.';
CREATE INDEX frame_requeue_of ON frame (kafka_topic, requeue_of_partition, requeue_of_offset)
    WHERE requeue_id IS NOT NULL;
CREATE INDEX frame_rejected ON frame (appended_at) WHERE outcome = 'rejected';

ALTER TABLE batch ADD COLUMN frames_recovered integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN batch.frames_analysed IS 'Admitted frames that were searched for objects, at once or when they were sent again.';
COMMENT ON COLUMN batch.frames_failed IS 'Admitted frames that could not be, and have not been since.';
COMMENT ON COLUMN batch.frames_recovered IS 'Analysed frames that had failed at first and were sent again.';

CREATE TABLE requeue (
    id text PRIMARY KEY,
    kafka_topic text NOT NULL,
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    requested_by text NOT NULL,
    sent_at timestamptz,
    sent_offset bigint
);
CREATE INDEX requeue_record ON requeue (kafka_topic, kafka_partition, kafka_offset);
COMMENT ON TABLE requeue IS 'One row each time a rejected record is sent again. Written by people''s commands, not by the job.';
COMMENT ON COLUMN requeue.id IS 'Stands in the headers of the record that was sent.';
COMMENT ON COLUMN requeue.kafka_topic IS 'Topic of the rejected record.';
COMMENT ON COLUMN requeue.kafka_partition IS 'Partition of the rejected record, and of the one that was sent.';
COMMENT ON COLUMN requeue.kafka_offset IS 'Offset of the rejected record.';
COMMENT ON COLUMN requeue.requested_at IS 'When it was asked for, before it was sent.';
COMMENT ON COLUMN requeue.requested_by IS 'Who asked for it.';
COMMENT ON COLUMN requeue.sent_at IS 'When the broker had it; null if nobody knows whether it has.';
COMMENT ON COLUMN requeue.sent_offset IS 'Offset of the record that was sent; null if nobody knows.';

CREATE TABLE discard (
    kafka_topic text NOT NULL,
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    discarded_at timestamptz NOT NULL DEFAULT now(),
    discarded_by text NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (kafka_topic, kafka_partition, kafka_offset)
);
COMMENT ON TABLE discard IS
    'Rejected records that somebody is done with. Their rows in table frame stay. Written by people''s commands, not by the job.';
COMMENT ON COLUMN discard.kafka_topic IS 'Topic of the record.';
COMMENT ON COLUMN discard.kafka_partition IS 'Partition of the record.';
COMMENT ON COLUMN discard.kafka_offset IS 'Offset of the record.';
COMMENT ON COLUMN discard.discarded_at IS 'When.';
COMMENT ON COLUMN discard.discarded_by IS 'Who.';
COMMENT ON COLUMN discard.note IS 'Why.';

CREATE OR REPLACE VIEW bi.frame AS
SELECT
    f.result_version,
    f.kafka_topic,
    f.kafka_partition,
    f.kafka_offset,
    f.offset_count,
    coalesce(f.appended_at, f.ingested_at) AS recorded_at,
    f.camera_id,
    f.frame_id,
    f.captured_at,
    f.captured_at AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS captured_local,
    f.outcome,
    f.reason,
    f.detail,
    f.uri AS picture_uri,
    f.batch_id,
    f.sequence,
    f.out_of_order,
    f.width,
    f.height,
    f.detections,
    f.appended_at,
    f.ingested_at,
    f.written_at,
    f.attempts,
    round(extract(epoch FROM f.written_at - f.captured_at), 3) AS capture_to_written_s,
    round(extract(epoch FROM f.written_at - f.ingested_at), 3) AS ingest_to_written_s,
    f.requeue_id,
    f.requeue_of_partition,
    f.requeue_of_offset
FROM hearthwatch.frame f;
COMMENT ON COLUMN bi.frame.sequence IS 'Place among the camera''s frames that were sent on to be analysed, from 0; null unless admitted.';
COMMENT ON COLUMN bi.frame.requeue_id IS 'Names the act of sending a rejected record again that made this record; null for all others.';
COMMENT ON COLUMN bi.frame.requeue_of_partition IS 'Partition of the rejected record that it repeats; null for all others.';
COMMENT ON COLUMN bi.frame.requeue_of_offset IS 'Offset of the rejected record that it repeats; null for all others.';

CREATE VIEW bi.dead_letter AS
SELECT
    f.result_version,
    f.kafka_topic,
    f.kafka_partition,
    f.kafka_offset,
    f.appended_at AS recorded_at,
    f.camera_id,
    f.captured_at,
    f.captured_at AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS captured_local,
    f.reason,
    f.detail,
    CASE
        WHEN f.outcome_elsewhere = 'analysed' OR retried.outcome = 'analysed' THEN 'recovered'
        WHEN d.discarded_at IS NOT NULL THEN 'discarded'
        WHEN sent.requested_at IS NOT NULL AND NOT sent.accounted THEN 'requeued'
        WHEN retried.outcome = 'late' THEN 'late'
        ELSE 'open'
    END AS state,
    1 + coalesce(tried.failures, 0) AS attempts,
    f.ingested_at AS first_failed_at,
    greatest(f.ingested_at, tried.last_failed_at) AS last_failed_at,
    sent.requested_at AS requeued_at,
    sent.requested_by AS requeued_by,
    retried.kafka_partition AS successor_partition,
    retried.kafka_offset AS successor_offset,
    retried.outcome AS successor_outcome,
    retried.reason AS successor_reason,
    retried.detail AS successor_detail,
    d.discarded_at,
    d.discarded_by,
    d.note AS discard_note,
    f.uri AS picture_uri,
    f.frame_id,
    f.batch_id
FROM (
    SELECT r.*, (
        SELECT s.outcome FROM hearthwatch.frame s
        WHERE s.frame_id = r.frame_id AND s.result_version = r.result_version AND s.outcome = 'analysed'
        LIMIT 1) AS outcome_elsewhere
    FROM hearthwatch.frame r
    WHERE r.outcome = 'rejected') f
LEFT JOIN LATERAL (
    SELECT s.kafka_partition, s.kafka_offset, s.outcome, s.reason, s.detail
    FROM hearthwatch.frame s
    WHERE s.kafka_topic = f.kafka_topic AND s.requeue_of_partition = f.kafka_partition
        AND s.requeue_of_offset = f.kafka_offset AND s.requeue_id IS NOT NULL
        AND s.result_version = f.result_version
    ORDER BY s.outcome = 'analysed' DESC, s.appended_at DESC, s.kafka_offset DESC
    LIMIT 1) retried ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS failures, max(s.ingested_at) AS last_failed_at
    FROM hearthwatch.frame s
    WHERE s.kafka_topic = f.kafka_topic AND s.requeue_of_partition = f.kafka_partition
        AND s.requeue_of_offset = f.kafka_offset AND s.requeue_id IS NOT NULL
        AND s.result_version = f.result_version AND s.outcome = 'rejected') tried ON true
LEFT JOIN LATERAL (
    SELECT q.requested_at, q.requested_by, EXISTS (
        SELECT FROM hearthwatch.frame s
        WHERE s.kafka_topic = f.kafka_topic AND s.requeue_of_partition = f.kafka_partition
            AND s.requeue_of_offset = f.kafka_offset AND s.requeue_id = q.id
            AND s.result_version = f.result_version) AS accounted
    FROM hearthwatch.requeue q
    WHERE q.kafka_topic = f.kafka_topic AND q.kafka_partition = f.kafka_partition AND q.kafka_offset = f.kafka_offset
    ORDER BY q.requested_at DESC, q.id DESC
    LIMIT 1) sent ON true
LEFT JOIN hearthwatch.discard d
    ON d.kafka_topic = f.kafka_topic AND d.kafka_partition = f.kafka_partition AND d.kafka_offset = f.kafka_offset
WHERE f.requeue_id IS NULL OR NOT EXISTS (
    SELECT FROM hearthwatch.frame o
    WHERE o.result_version = f.result_version AND o.kafka_topic = f.kafka_topic
        AND o.kafka_partition = f.requeue_of_partition AND o.kafka_offset = f.requeue_of_offset
        AND o.outcome = 'rejected' AND (o.frame_id IS NULL OR o.frame_id IS NOT DISTINCT FROM f.frame_id));
COMMENT ON VIEW bi.dead_letter IS
    'One row per rejected record, and what became of it since. One that repeats a rejected record counts there and has no row of its own. Time column: recorded_at.';
COMMENT ON COLUMN bi.dead_letter.result_version IS 'Set of results that rejected it.';
COMMENT ON COLUMN bi.dead_letter.kafka_topic IS 'Topic of the record.';
COMMENT ON COLUMN bi.dead_letter.kafka_partition IS 'Partition of the record.';
COMMENT ON COLUMN bi.dead_letter.kafka_offset IS 'Offset of the record.';
COMMENT ON COLUMN bi.dead_letter.recorded_at IS 'Timestamp of the Kafka record.';
COMMENT ON COLUMN bi.dead_letter.camera_id IS 'Camera; null when the record did not say it validly.';
COMMENT ON COLUMN bi.dead_letter.captured_at IS 'When the camera took the picture; null when the record did not say it validly.';
COMMENT ON COLUMN bi.dead_letter.captured_local IS 'captured_at as the site''s clocks showed it.';
COMMENT ON COLUMN bi.dead_letter.reason IS 'Why it was rejected.';
COMMENT ON COLUMN bi.dead_letter.detail IS 'The same in a sentence.';
COMMENT ON COLUMN bi.dead_letter.state IS
    'open; requeued: sent again, and not accounted for yet; recovered: the frame has been analysed since; late: sent again when its window was closed for good; discarded: somebody is done with it.';
COMMENT ON COLUMN bi.dead_letter.attempts IS 'How many records of it were rejected: 1, and those that were sent again in vain.';
COMMENT ON COLUMN bi.dead_letter.first_failed_at IS 'When the job read the record.';
COMMENT ON COLUMN bi.dead_letter.last_failed_at IS 'When the job read the last of its records that was rejected.';
COMMENT ON COLUMN bi.dead_letter.requeued_at IS 'When it was last sent again; null if never.';
COMMENT ON COLUMN bi.dead_letter.requeued_by IS 'Who did.';
COMMENT ON COLUMN bi.dead_letter.successor_partition IS 'Partition of the record that repeats it: the one that was analysed, else the last one; null when there is none.';
COMMENT ON COLUMN bi.dead_letter.successor_offset IS 'Offset of that record.';
COMMENT ON COLUMN bi.dead_letter.successor_outcome IS 'What became of that record.';
COMMENT ON COLUMN bi.dead_letter.successor_reason IS 'Why, if it was rejected too.';
COMMENT ON COLUMN bi.dead_letter.successor_detail IS 'The same in a sentence.';
COMMENT ON COLUMN bi.dead_letter.discarded_at IS 'When somebody was done with it; null if nobody is.';
COMMENT ON COLUMN bi.dead_letter.discarded_by IS 'Who is.';
COMMENT ON COLUMN bi.dead_letter.discard_note IS 'Why.';
COMMENT ON COLUMN bi.dead_letter.picture_uri IS 'Where the picture should be; null when the record did not say it validly.';
COMMENT ON COLUMN bi.dead_letter.frame_id IS 'UUIDv7 of the frame; null when the record holds no valid reference.';
COMMENT ON COLUMN bi.dead_letter.batch_id IS 'Batch that counts it as failed, or recovered; null unless it was admitted.';
