-- Frames may be shed: admitted, and on purpose not searched, because more arrived than the declared capacity.

ALTER TABLE frame
    DROP CONSTRAINT frame_outcome_check,
    ADD CONSTRAINT frame_outcome_check
        CHECK (outcome IN ('analysed', 'duplicate', 'late', 'rejected', 'shed', 'gap'));
COMMENT ON COLUMN frame.outcome IS
    'analysed, duplicate, late, rejected, shed (admitted, but not searched: too many frames arrived) or gap.';
COMMENT ON COLUMN frame.reason IS 'Why a record was rejected, or why offsets hold none; snake_case. Null of a shed frame: the outcome says it.';
COMMENT ON COLUMN frame.detail IS
    'The same in a sentence, naming the field, limit or path; of a shed frame, how long it would have waited and for how long its camera waits.';

ALTER TABLE batch ADD COLUMN frames_shed integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN batch.revision IS 'Number of admitted frames the row is based on, failed and shed ones included.';
COMMENT ON COLUMN batch.frames_shed IS 'Admitted frames that were not searched, because more arrived than the declared capacity.';
COMMENT ON COLUMN event.revision IS 'Number of admitted frames the row is based on, failed and shed ones included.';

COMMENT ON COLUMN bi.frame.outcome IS
    'analysed, duplicate, late, rejected, shed (not searched: too many frames arrived) or gap.';
COMMENT ON COLUMN bi.frame.detail IS 'The same in a sentence; of a shed frame, how long it would have waited.';

CREATE OR REPLACE VIEW bi.event AS
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
    round(extract(epoch FROM e.written_at - e.window_end), 3) AS end_to_written_s,
    b.frames_shed
FROM hearthwatch.event e
LEFT JOIN hearthwatch.batch b ON b.id = e.batch_id
CROSS JOIN LATERAL (
    SELECT e.window_start AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS start) local;
COMMENT ON COLUMN bi.event.frames_shed IS
    'Frames of the window that were not searched, because too many arrived: what they showed is not in the event.';

CREATE OR REPLACE VIEW bi.camera AS
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
    e.last_event_at,
    f.frames_shed
FROM (
    SELECT
        result_version,
        camera_id,
        min(captured_at) FILTER (WHERE outcome = 'analysed') AS first_captured_at,
        max(captured_at) FILTER (WHERE outcome = 'analysed') AS last_captured_at,
        max(written_at) AS last_written_at,
        count(*) FILTER (WHERE outcome = 'analysed') AS frames_analysed,
        count(*) FILTER (WHERE outcome <> 'analysed') AS records_not_analysed,
        count(*) FILTER (WHERE outcome = 'shed') AS frames_shed,
        sum(detections)::bigint AS detections
    FROM hearthwatch.frame
    WHERE camera_id IS NOT NULL
    GROUP BY result_version, camera_id) f
LEFT JOIN (
    SELECT result_version, camera_id, count(*) AS events, max(score) AS max_score, max(window_start) AS last_event_at
    FROM hearthwatch.event
    GROUP BY result_version, camera_id) e
    ON e.result_version = f.result_version AND e.camera_id = f.camera_id;
COMMENT ON COLUMN bi.camera.records_not_analysed IS 'Records that were duplicate, late, rejected or shed.';
COMMENT ON COLUMN bi.camera.frames_shed IS 'Of those, frames that were shed because too many arrived.';

CREATE OR REPLACE VIEW bi.camera_hour AS
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
    counted.minutes_seen,
    counted.frames_shed
FROM (
    SELECT
        result_version,
        camera_id,
        date_trunc('hour', captured_at, (SELECT time_zone FROM hearthwatch.site)) AS hour,
        count(*) FILTER (WHERE outcome = 'analysed') AS frames_analysed,
        count(*) FILTER (WHERE outcome = 'rejected') AS frames_rejected,
        count(*) FILTER (WHERE outcome = 'late') AS frames_late,
        count(*) FILTER (WHERE outcome = 'duplicate') AS frames_duplicate,
        count(*) FILTER (WHERE outcome = 'shed') AS frames_shed,
        sum(detections)::bigint AS detections,
        count(DISTINCT date_trunc('minute', captured_at, 'UTC')) FILTER (WHERE outcome = 'analysed') AS minutes_seen
    FROM hearthwatch.frame
    WHERE camera_id IS NOT NULL AND captured_at IS NOT NULL
    GROUP BY result_version, camera_id, 3) counted
CROSS JOIN LATERAL (
    SELECT counted.hour AT TIME ZONE (SELECT time_zone FROM hearthwatch.site) AS hour) local;
COMMENT ON COLUMN bi.camera_hour.minutes_seen IS
    'Minutes of the hour with an analysed frame, up to 60: fewer, and the camera was away, or its frames were shed.';
COMMENT ON COLUMN bi.camera_hour.frames_shed IS 'Frames that were not searched, because too many arrived.';

COMMENT ON COLUMN bi.outcome_hour.outcome IS
    'analysed, duplicate, late, rejected, shed (not searched: too many frames arrived) or gap.';
