-- What people and BI tools read: views in schema bi over the tables of schema hearthwatch.
--
-- The views belong to the migrating role, so whoever may read them needs no right on the tables.
-- Each view's comment ends with its time column, by which `hearthwatch export` bounds and orders.
-- Local times come from the one row of table site at the time of asking: no view knows a zone.

CREATE TABLE site (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    time_zone text NOT NULL DEFAULT 'UTC'
        CHECK ((timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE time_zone) IS NOT NULL),
    set_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO site DEFAULT VALUES;
COMMENT ON TABLE site IS 'The watched place, in one row. Only the views of schema bi read it; no result depends on it.';
COMMENT ON COLUMN site.only_row IS 'Always true: there is one row.';
COMMENT ON COLUMN site.time_zone IS 'IANA time zone of the local times in schema bi; set by hearthwatch migrate --time-zone.';
COMMENT ON COLUMN site.set_at IS 'When the time zone was last set.';

-- Ranges of time over all cameras: a few pages each, as rows come nearly in this order.
CREATE INDEX detection_captured_at ON detection USING brin (captured_at) WITH (autosummarize = on);
CREATE INDEX frame_captured_at ON frame USING brin (captured_at) WITH (autosummarize = on);
CREATE INDEX frame_recorded_at ON frame USING brin ((coalesce(appended_at, ingested_at))) WITH (autosummarize = on);

-- A schema of that name that holds something else must not be opened to the readers of this one.
DO $$
BEGIN
    IF to_regnamespace('bi') IS NULL THEN
        CREATE SCHEMA bi;
    ELSIF EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('bi')) THEN
        RAISE EXCEPTION 'schema bi is there already and holds something else'
            USING HINT = 'Rename it, or give Hearthwatch a database of its own.';
    END IF;
END
$$;
COMMENT ON SCHEMA bi IS 'Views for people and BI tools; role hearthwatch_reader may read these and nothing else.';

CREATE VIEW bi.site AS
SELECT time_zone, set_at FROM hearthwatch.site;
COMMENT ON VIEW bi.site IS 'The watched place, in one row. Time column: set_at.';
COMMENT ON COLUMN bi.site.time_zone IS 'IANA time zone of all local times.';
COMMENT ON COLUMN bi.site.set_at IS 'When it was last set.';

CREATE VIEW bi.result_version AS
SELECT name AS result_version, status, model_sha256, config_digest, code_version, created_at
FROM hearthwatch.result_version;
COMMENT ON VIEW bi.result_version IS
    'Sets of results: model, configuration and code behind the column result_version of every other view. Time column: created_at.';
COMMENT ON COLUMN bi.result_version.result_version IS 'Name that the operator chose.';
COMMENT ON COLUMN bi.result_version.status IS 'active: the job may write it; retired: kept for reading only.';
COMMENT ON COLUMN bi.result_version.model_sha256 IS 'SHA-256 of the model file.';
COMMENT ON COLUMN bi.result_version.config_digest IS 'SHA-256 over the settings that results depend on.';
COMMENT ON COLUMN bi.result_version.code_version IS 'Version of the job that registered the name.';
COMMENT ON COLUMN bi.result_version.created_at IS 'When the name was first registered.';

CREATE VIEW bi.event AS
SELECT
    e.id AS event_id,
    e.result_version,
    e.camera_id,
    e.window_start,
    e.window_end,
    local.start AS local_start,
    local.start::date AS local_date,
    extract(hour FROM local.start)::integer AS local_hour,
    extract(isodow FROM local.start)::integer AS local_weekday,
    e.score,
    e.level,
    e.summary,
    e.factors,
    e.key_frame_id,
    e.key_frame_uri AS key_picture_uri,
    e.key_box ->> 'label' AS key_label,
    (e.key_box ->> 'confidence')::numeric(5, 4) AS key_confidence,
    (e.key_box ->> 'left')::real AS key_left_px,
    (e.key_box ->> 'top')::real AS key_top_px,
    (e.key_box ->> 'right')::real AS key_right_px,
    (e.key_box ->> 'bottom')::real AS key_bottom_px,
    b.frames_analysed,
    b.frames_failed,
    b.detections,
    e.stage,
    e.revision,
    e.batch_id,
    e.model_sha256,
    e.config_digest,
    e.code_version,
    e.kafka_topic,
    e.kafka_partition,
    e.first_offset,
    e.last_offset,
    e.closed_by,
    e.written_at,
    round(extract(epoch FROM e.written_at - e.window_end), 3) AS end_to_written_s
FROM hearthwatch.event e
LEFT JOIN hearthwatch.batch b ON b.id = e.batch_id
CROSS JOIN LATERAL (
    SELECT e.window_start AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS start) local;
COMMENT ON VIEW bi.event IS
    'One row per risk event: when, where, how bad, why, and its picture. Time column: window_start.';
COMMENT ON COLUMN bi.event.event_id IS 'UUIDv7; stays the same when later frames revise the event.';
COMMENT ON COLUMN bi.event.result_version IS 'Set of results that the event belongs to.';
COMMENT ON COLUMN bi.event.camera_id IS 'Camera.';
COMMENT ON COLUMN bi.event.window_start IS 'Start of the event''s window, inclusive.';
COMMENT ON COLUMN bi.event.window_end IS 'End of the event''s window, exclusive.';
COMMENT ON COLUMN bi.event.local_start IS 'Start as the site''s clocks showed it.';
COMMENT ON COLUMN bi.event.local_date IS 'Date of local_start.';
COMMENT ON COLUMN bi.event.local_hour IS 'Hour of local_start, 0 to 23.';
COMMENT ON COLUMN bi.event.local_weekday IS 'Weekday of local_start, 1 Monday to 7 Sunday.';
COMMENT ON COLUMN bi.event.score IS 'Risk from 0 to 100.';
COMMENT ON COLUMN bi.event.level IS 'Derived from the score: low 0-29, medium 30-59, high 60-84, critical 85-100.';
COMMENT ON COLUMN bi.event.summary IS 'One sentence in plain words.';
COMMENT ON COLUMN bi.event.factors IS 'Why: list of name, contribution, description; one by one in view event_factor.';
COMMENT ON COLUMN bi.event.key_frame_id IS 'Frame that shows the event best.';
COMMENT ON COLUMN bi.event.key_picture_uri IS 'Where that frame''s picture is.';
COMMENT ON COLUMN bi.event.key_label IS 'Class of the box to draw on it.';
COMMENT ON COLUMN bi.event.key_confidence IS 'Confidence of that box, 0 to 1.';
COMMENT ON COLUMN bi.event.key_left_px IS 'Left edge of that box in pixels.';
COMMENT ON COLUMN bi.event.key_top_px IS 'Top edge of that box in pixels.';
COMMENT ON COLUMN bi.event.key_right_px IS 'Right edge of that box in pixels, exclusive.';
COMMENT ON COLUMN bi.event.key_bottom_px IS 'Bottom edge of that box in pixels, exclusive.';
COMMENT ON COLUMN bi.event.frames_analysed IS 'Frames of the window that were searched.';
COMMENT ON COLUMN bi.event.frames_failed IS 'Frames of the window that could not be.';
COMMENT ON COLUMN bi.event.detections IS 'Objects found in all of them.';
COMMENT ON COLUMN bi.event.stage IS 'How final the row is: provisional, interim or closed.';
COMMENT ON COLUMN bi.event.revision IS 'Number of frames the row is based on; grows when late ones revise it.';
COMMENT ON COLUMN bi.event.batch_id IS 'Batch that the event judges; leads to its frames and detections.';
COMMENT ON COLUMN bi.event.model_sha256 IS 'SHA-256 of the model file that found the objects.';
COMMENT ON COLUMN bi.event.config_digest IS 'SHA-256 over the settings that the result depends on.';
COMMENT ON COLUMN bi.event.code_version IS 'Version of the job that wrote the row.';
COMMENT ON COLUMN bi.event.kafka_topic IS 'Topic of the frames.';
COMMENT ON COLUMN bi.event.kafka_partition IS 'Partition of the frames.';
COMMENT ON COLUMN bi.event.first_offset IS 'Smallest offset of the frames.';
COMMENT ON COLUMN bi.event.last_offset IS 'Largest offset of the frames.';
COMMENT ON COLUMN bi.event.closed_by IS 'What made the row be written: clock, silence or urgency.';
COMMENT ON COLUMN bi.event.written_at IS 'When the row was last written.';
COMMENT ON COLUMN bi.event.end_to_written_s IS
    'Seconds from the window''s end until the row was last written; negative while an urgent event''s window is open.';

CREATE VIEW bi.event_factor AS
SELECT
    e.id AS event_id,
    factor.position::integer AS position,
    e.result_version,
    e.camera_id,
    e.window_start,
    e.window_start AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS local_start,
    e.level,
    factor.value ->> 'name' AS factor,
    (factor.value ->> 'contribution')::integer AS contribution,
    factor.value ->> 'description' AS description
FROM hearthwatch.event e
CROSS JOIN LATERAL jsonb_array_elements(e.factors) WITH ORDINALITY AS factor (value, position);
COMMENT ON VIEW bi.event_factor IS
    'One row per event and reason for its score; the contributions sum to the score. Time column: window_start.';
COMMENT ON COLUMN bi.event_factor.event_id IS 'Event.';
COMMENT ON COLUMN bi.event_factor.position IS 'Place in the order of the rules, from 1.';
COMMENT ON COLUMN bi.event_factor.result_version IS 'Set of results that the event belongs to.';
COMMENT ON COLUMN bi.event_factor.camera_id IS 'Camera.';
COMMENT ON COLUMN bi.event_factor.window_start IS 'Start of the event''s window, inclusive.';
COMMENT ON COLUMN bi.event_factor.local_start IS 'Start as the site''s clocks showed it.';
COMMENT ON COLUMN bi.event_factor.level IS 'Level of the event.';
COMMENT ON COLUMN bi.event_factor.factor IS 'Name of the rule; docs/risk.md lists them.';
COMMENT ON COLUMN bi.event_factor.contribution IS 'Points that the rule added to the score, or took.';
COMMENT ON COLUMN bi.event_factor.description IS 'The reason in plain words.';

CREATE VIEW bi.frame AS
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
    round(extract(epoch FROM f.written_at - f.ingested_at), 3) AS ingest_to_written_s
FROM hearthwatch.frame f;
COMMENT ON VIEW bi.frame IS
    'The ledger: one row per Kafka record, or range of offsets without one, with its outcome. Time column: recorded_at.';
COMMENT ON COLUMN bi.frame.result_version IS 'Set of results that the outcome belongs to.';
COMMENT ON COLUMN bi.frame.kafka_topic IS 'Topic of the record.';
COMMENT ON COLUMN bi.frame.kafka_partition IS 'Partition of the record.';
COMMENT ON COLUMN bi.frame.kafka_offset IS 'Offset of the record; the first one of a gap.';
COMMENT ON COLUMN bi.frame.offset_count IS 'Offsets that the row stands for: 1, or the length of a gap.';
COMMENT ON COLUMN bi.frame.recorded_at IS 'Timestamp of the Kafka record; for a gap, when the job met it.';
COMMENT ON COLUMN bi.frame.camera_id IS 'Camera; null when the record did not say it validly.';
COMMENT ON COLUMN bi.frame.frame_id IS 'UUIDv7 of the frame; the same for a duplicate and its original.';
COMMENT ON COLUMN bi.frame.captured_at IS 'When the camera took the picture; null when the record did not say it validly.';
COMMENT ON COLUMN bi.frame.captured_local IS 'captured_at as the site''s clocks showed it.';
COMMENT ON COLUMN bi.frame.outcome IS 'analysed, duplicate, late, rejected or gap.';
COMMENT ON COLUMN bi.frame.reason IS 'Why a record was rejected, or why offsets hold none.';
COMMENT ON COLUMN bi.frame.detail IS 'The same in a sentence.';
COMMENT ON COLUMN bi.frame.picture_uri IS 'Where the picture is.';
COMMENT ON COLUMN bi.frame.batch_id IS 'Batch of the frame''s window; null unless admitted.';
COMMENT ON COLUMN bi.frame.sequence IS 'Place among the camera''s admitted frames, from 0; null unless admitted.';
COMMENT ON COLUMN bi.frame.out_of_order IS 'Whether a later-captured frame was admitted before; null unless admitted.';
COMMENT ON COLUMN bi.frame.width IS 'Width of the picture in pixels, where known.';
COMMENT ON COLUMN bi.frame.height IS 'Height of the picture in pixels, where known.';
COMMENT ON COLUMN bi.frame.detections IS 'Objects found.';
COMMENT ON COLUMN bi.frame.appended_at IS 'Timestamp of the Kafka record; null for a gap.';
COMMENT ON COLUMN bi.frame.ingested_at IS 'When the job read the record.';
COMMENT ON COLUMN bi.frame.written_at IS 'When the row was last written.';
COMMENT ON COLUMN bi.frame.attempts IS 'How often the picture was asked for.';
COMMENT ON COLUMN bi.frame.capture_to_written_s IS
    'Seconds from capture until the row was last written. A replay makes it long; a camera whose clock is fast, short or negative.';
COMMENT ON COLUMN bi.frame.ingest_to_written_s IS 'Seconds from reading the record until the row was last written.';

CREATE VIEW bi.detection AS
SELECT
    d.id AS detection_id,
    d.result_version,
    d.camera_id,
    d.captured_at,
    local.captured AS captured_local,
    local.captured::date AS local_date,
    extract(hour FROM local.captured)::integer AS local_hour,
    d.label,
    d.confidence,
    d.left_px,
    d.top_px,
    d.right_px,
    d.bottom_px,
    d.frame_id,
    d.batch_id,
    d.ordinal,
    d.class_id
FROM hearthwatch.detection d
CROSS JOIN LATERAL (
    SELECT d.captured_at AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS captured) local;
COMMENT ON VIEW bi.detection IS 'One row per object found in a frame. Time column: captured_at.';
COMMENT ON COLUMN bi.detection.detection_id IS 'UUIDv7 of the detection.';
COMMENT ON COLUMN bi.detection.result_version IS 'Set of results that the detection belongs to.';
COMMENT ON COLUMN bi.detection.camera_id IS 'Camera that took the frame.';
COMMENT ON COLUMN bi.detection.captured_at IS 'When the frame was taken.';
COMMENT ON COLUMN bi.detection.captured_local IS 'captured_at as the site''s clocks showed it.';
COMMENT ON COLUMN bi.detection.local_date IS 'Date of captured_local.';
COMMENT ON COLUMN bi.detection.local_hour IS 'Hour of captured_local, 0 to 23.';
COMMENT ON COLUMN bi.detection.label IS 'Class name.';
COMMENT ON COLUMN bi.detection.confidence IS 'Confidence from 0 to 1.';
COMMENT ON COLUMN bi.detection.left_px IS 'Left edge in pixels of the original frame.';
COMMENT ON COLUMN bi.detection.top_px IS 'Top edge in pixels of the original frame.';
COMMENT ON COLUMN bi.detection.right_px IS 'Right edge in pixels of the original frame, exclusive.';
COMMENT ON COLUMN bi.detection.bottom_px IS 'Bottom edge in pixels of the original frame, exclusive.';
COMMENT ON COLUMN bi.detection.frame_id IS 'Frame in which the object was found.';
COMMENT ON COLUMN bi.detection.batch_id IS 'Batch of the frame''s window.';
COMMENT ON COLUMN bi.detection.ordinal IS 'Place in the frame by falling confidence, from 0.';
COMMENT ON COLUMN bi.detection.class_id IS 'Class number of the model.';

CREATE VIEW bi.detection_hour AS
SELECT
    counted.result_version,
    counted.camera_id,
    counted.hour,
    counted.label,
    local.hour AS local_time,
    local.hour::date AS local_date,
    extract(hour FROM local.hour)::integer AS local_hour,
    extract(isodow FROM local.hour)::integer AS local_weekday,
    counted.detections,
    counted.frames,
    counted.max_confidence,
    counted.first_captured_at,
    counted.last_captured_at
FROM (
    SELECT
        result_version,
        camera_id,
        date_trunc('hour', captured_at, (SELECT time_zone FROM hearthwatch.site)) AS hour,
        label,
        count(*) AS detections,
        count(DISTINCT frame_id) AS frames,
        max(confidence) AS max_confidence,
        min(captured_at) AS first_captured_at,
        max(captured_at) AS last_captured_at
    FROM hearthwatch.detection
    GROUP BY result_version, camera_id, 3, label) counted
CROSS JOIN LATERAL (
    SELECT counted.hour AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS hour) local;
COMMENT ON VIEW bi.detection_hour IS
    'What was seen: one row per camera, local hour and class that was found in it. Time column: hour.';
COMMENT ON COLUMN bi.detection_hour.result_version IS 'Set of results that the detections belong to.';
COMMENT ON COLUMN bi.detection_hour.camera_id IS 'Camera.';
COMMENT ON COLUMN bi.detection_hour.hour IS 'Start of the hour; the two equal local hours at the end of summer time are two.';
COMMENT ON COLUMN bi.detection_hour.label IS 'Class name.';
COMMENT ON COLUMN bi.detection_hour.local_time IS 'Start of the hour as the site''s clocks showed it.';
COMMENT ON COLUMN bi.detection_hour.local_date IS 'Date of local_time.';
COMMENT ON COLUMN bi.detection_hour.local_hour IS 'Hour of local_time, 0 to 23.';
COMMENT ON COLUMN bi.detection_hour.local_weekday IS 'Weekday of local_time, 1 Monday to 7 Sunday.';
COMMENT ON COLUMN bi.detection_hour.detections IS 'Boxes of the class: one object in ten frames counts ten times.';
COMMENT ON COLUMN bi.detection_hour.frames IS 'Frames in which the class was found.';
COMMENT ON COLUMN bi.detection_hour.max_confidence IS 'Highest confidence, 0 to 1.';
COMMENT ON COLUMN bi.detection_hour.first_captured_at IS 'First of those frames.';
COMMENT ON COLUMN bi.detection_hour.last_captured_at IS 'Last of those frames.';

CREATE VIEW bi.camera AS
SELECT
    f.result_version,
    f.camera_id,
    f.first_captured_at,
    f.last_captured_at,
    f.last_captured_at AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS last_captured_local,
    f.last_written_at,
    f.frames_analysed,
    f.records_not_analysed,
    f.detections,
    coalesce(e.events, 0) AS events,
    e.max_score,
    e.last_event_at
FROM (
    SELECT
        result_version,
        camera_id,
        min(captured_at) FILTER (WHERE outcome = 'analysed') AS first_captured_at,
        max(captured_at) FILTER (WHERE outcome = 'analysed') AS last_captured_at,
        max(written_at) AS last_written_at,
        count(*) FILTER (WHERE outcome = 'analysed') AS frames_analysed,
        count(*) FILTER (WHERE outcome <> 'analysed') AS records_not_analysed,
        sum(detections)::bigint AS detections
    FROM hearthwatch.frame
    WHERE camera_id IS NOT NULL
    GROUP BY result_version, camera_id) f
LEFT JOIN (
    SELECT result_version, camera_id, count(*) AS events, max(score) AS max_score, max(window_start) AS last_event_at
    FROM hearthwatch.event
    GROUP BY result_version, camera_id) e
    ON e.result_version = f.result_version AND e.camera_id = f.camera_id;
COMMENT ON VIEW bi.camera IS
    'One row per camera: when it was last seen, and what it brought in all. Time column: last_captured_at.';
COMMENT ON COLUMN bi.camera.result_version IS 'Set of results that the numbers belong to.';
COMMENT ON COLUMN bi.camera.camera_id IS 'Camera.';
COMMENT ON COLUMN bi.camera.first_captured_at IS 'Capture time of its first analysed frame; null when it has none.';
COMMENT ON COLUMN bi.camera.last_captured_at IS 'Capture time of its last analysed frame; null when it has none.';
COMMENT ON COLUMN bi.camera.last_captured_local IS 'last_captured_at as the site''s clocks showed it.';
COMMENT ON COLUMN bi.camera.last_written_at IS 'When a record of the camera was last written, whatever its outcome.';
COMMENT ON COLUMN bi.camera.frames_analysed IS 'Frames that were searched.';
COMMENT ON COLUMN bi.camera.records_not_analysed IS 'Records that were duplicate, late or rejected.';
COMMENT ON COLUMN bi.camera.detections IS 'Objects found in all frames.';
COMMENT ON COLUMN bi.camera.events IS 'Events.';
COMMENT ON COLUMN bi.camera.max_score IS 'Highest score of its events; null when there are none.';
COMMENT ON COLUMN bi.camera.last_event_at IS 'Start of its last event''s window; null when there are none.';

CREATE VIEW bi.camera_hour AS
SELECT
    counted.result_version,
    counted.camera_id,
    counted.hour,
    local.hour AS local_time,
    local.hour::date AS local_date,
    extract(hour FROM local.hour)::integer AS local_hour,
    counted.frames_analysed,
    counted.frames_rejected,
    counted.frames_late,
    counted.frames_duplicate,
    counted.detections,
    counted.minutes_seen
FROM (
    SELECT
        result_version,
        camera_id,
        date_trunc('hour', captured_at, (SELECT time_zone FROM hearthwatch.site)) AS hour,
        count(*) FILTER (WHERE outcome = 'analysed') AS frames_analysed,
        count(*) FILTER (WHERE outcome = 'rejected') AS frames_rejected,
        count(*) FILTER (WHERE outcome = 'late') AS frames_late,
        count(*) FILTER (WHERE outcome = 'duplicate') AS frames_duplicate,
        sum(detections)::bigint AS detections,
        count(DISTINCT date_trunc('minute', captured_at, 'UTC')) FILTER (WHERE outcome = 'analysed') AS minutes_seen
    FROM hearthwatch.frame
    WHERE camera_id IS NOT NULL AND captured_at IS NOT NULL
    GROUP BY result_version, camera_id, 3) counted
CROSS JOIN LATERAL (
    SELECT counted.hour AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS hour) local;
COMMENT ON VIEW bi.camera_hour IS
    'Activity: one row per camera and local hour of capture with any record. Time column: hour.';
COMMENT ON COLUMN bi.camera_hour.result_version IS 'Set of results that the numbers belong to.';
COMMENT ON COLUMN bi.camera_hour.camera_id IS 'Camera.';
COMMENT ON COLUMN bi.camera_hour.hour IS 'Start of the hour in which the frames were captured.';
COMMENT ON COLUMN bi.camera_hour.local_time IS 'Start of the hour as the site''s clocks showed it.';
COMMENT ON COLUMN bi.camera_hour.local_date IS 'Date of local_time.';
COMMENT ON COLUMN bi.camera_hour.local_hour IS 'Hour of local_time, 0 to 23.';
COMMENT ON COLUMN bi.camera_hour.frames_analysed IS 'Frames that were searched.';
COMMENT ON COLUMN bi.camera_hour.frames_rejected IS 'Frames that could not be used.';
COMMENT ON COLUMN bi.camera_hour.frames_late IS 'Frames that came after their window was closed for good.';
COMMENT ON COLUMN bi.camera_hour.frames_duplicate IS 'Records of frames that were there already.';
COMMENT ON COLUMN bi.camera_hour.detections IS 'Objects found.';
COMMENT ON COLUMN bi.camera_hour.minutes_seen IS 'Minutes of the hour with an analysed frame, up to 60: fewer, and the camera was away.';

CREATE VIEW bi.outcome_hour AS
SELECT
    counted.result_version,
    counted.kafka_topic,
    counted.camera_id,
    counted.hour,
    counted.outcome,
    counted.reason,
    counted.hour AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS local_time,
    counted.records
FROM (
    SELECT
        result_version,
        kafka_topic,
        camera_id,
        date_trunc('hour', coalesce(appended_at, ingested_at), (SELECT time_zone FROM hearthwatch.site)) AS hour,
        outcome,
        reason,
        sum(offset_count)::bigint AS records
    FROM hearthwatch.frame
    GROUP BY result_version, kafka_topic, camera_id, 4, outcome, reason) counted;
COMMENT ON VIEW bi.outcome_hour IS
    'Data quality: what became of the records, by hour of arrival, camera, outcome and reason. Time column: hour.';
COMMENT ON COLUMN bi.outcome_hour.result_version IS 'Set of results that the outcomes belong to.';
COMMENT ON COLUMN bi.outcome_hour.kafka_topic IS 'Topic of the records.';
COMMENT ON COLUMN bi.outcome_hour.camera_id IS 'Camera; null when the records did not say it validly, and for gaps.';
COMMENT ON COLUMN bi.outcome_hour.hour IS 'Start of the hour in which the records arrived; for a gap, in which the job met it.';
COMMENT ON COLUMN bi.outcome_hour.outcome IS 'analysed, duplicate, late, rejected or gap.';
COMMENT ON COLUMN bi.outcome_hour.reason IS 'Why records were rejected, or why offsets hold none; otherwise null.';
COMMENT ON COLUMN bi.outcome_hour.local_time IS 'Start of the hour as the site''s clocks showed it.';
COMMENT ON COLUMN bi.outcome_hour.records IS 'Records, or offsets without one.';

CREATE VIEW bi.latency_hour AS
SELECT
    measured.result_version,
    measured.camera_id,
    measured.hour,
    measured.hour AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS local_time,
    measured.frames,
    round(measured.from_capture[1]::numeric, 3) AS capture_to_written_p50_s,
    round(measured.from_capture[2]::numeric, 3) AS capture_to_written_p95_s,
    round(measured.from_capture[3]::numeric, 3) AS capture_to_written_p99_s,
    round(measured.from_ingest[1]::numeric, 3) AS ingest_to_written_p50_s,
    round(measured.from_ingest[2]::numeric, 3) AS ingest_to_written_p95_s,
    round(measured.from_ingest[3]::numeric, 3) AS ingest_to_written_p99_s
FROM (
    SELECT
        result_version,
        camera_id,
        date_trunc('hour', captured_at, (SELECT time_zone FROM hearthwatch.site)) AS hour,
        count(*) AS frames,
        percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM written_at - captured_at)) AS from_capture,
        percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM written_at - ingested_at)) AS from_ingest
    FROM hearthwatch.frame
    WHERE outcome = 'analysed'
    GROUP BY result_version, camera_id, 3) measured;
COMMENT ON VIEW bi.latency_hour IS
    'How long frames took to become rows: percentiles over the analysed frames per camera and local hour of capture. Percentiles cannot be averaged; for other groups take view frame. Time column: hour.';
COMMENT ON COLUMN bi.latency_hour.result_version IS 'Set of results that the frames belong to.';
COMMENT ON COLUMN bi.latency_hour.camera_id IS 'Camera.';
COMMENT ON COLUMN bi.latency_hour.hour IS 'Start of the hour in which the frames were captured.';
COMMENT ON COLUMN bi.latency_hour.local_time IS 'Start of the hour as the site''s clocks showed it.';
COMMENT ON COLUMN bi.latency_hour.frames IS 'Analysed frames.';
COMMENT ON COLUMN bi.latency_hour.capture_to_written_p50_s IS 'Seconds from capture to the written row: median. A replay makes it long.';
COMMENT ON COLUMN bi.latency_hour.capture_to_written_p95_s IS 'The same: 95th percentile.';
COMMENT ON COLUMN bi.latency_hour.capture_to_written_p99_s IS 'The same: 99th percentile.';
COMMENT ON COLUMN bi.latency_hour.ingest_to_written_p50_s IS 'Seconds from reading the record to the written row: median.';
COMMENT ON COLUMN bi.latency_hour.ingest_to_written_p95_s IS 'The same: 95th percentile.';
COMMENT ON COLUMN bi.latency_hour.ingest_to_written_p99_s IS 'The same: 99th percentile.';
