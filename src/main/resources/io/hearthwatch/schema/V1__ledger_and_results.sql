-- The ledger of every Kafka record, and the results computed from it.
--
-- Facts refer to each other by derived keys, without foreign keys: they are written by independent
-- sinks in no order that a constraint could hold. `hearthwatch audit` proves what constraints would.
-- Every CHECK here is also kept by the job's own guard, so no row is ever refused while it runs.

CREATE FUNCTION stage_rank(stage text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE stage WHEN 'provisional' THEN 0 WHEN 'interim' THEN 1 WHEN 'closed' THEN 2 END;
COMMENT ON FUNCTION stage_rank IS
    'How final a stage is: 0 provisional, 1 interim, 2 closed. Of two rows on the same frames the higher one stands.';

CREATE TABLE result_version (
    name text PRIMARY KEY,
    model_sha256 text NOT NULL,
    config_digest text NOT NULL,
    code_version text NOT NULL,
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'retired')),
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE result_version IS
    'One set of results: everything computed under this name comes from one model, one configuration and one line of code.';
COMMENT ON COLUMN result_version.name IS 'Name that the operator chose; part of every derived key of a computed row.';
COMMENT ON COLUMN result_version.model_sha256 IS 'SHA-256 of the model file, 64 lower-case hex digits.';
COMMENT ON COLUMN result_version.config_digest IS 'SHA-256 over the settings that results depend on, 64 lower-case hex digits.';
COMMENT ON COLUMN result_version.code_version IS 'Version of the job that registered the name; later ones must agree in major and minor number.';
COMMENT ON COLUMN result_version.status IS 'active: the job may write it; retired: kept for reading only.';
COMMENT ON COLUMN result_version.created_at IS 'When the name was first registered.';

CREATE TABLE frame (
    result_version text NOT NULL,
    kafka_topic text NOT NULL,
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    offset_count bigint NOT NULL CHECK (offset_count >= 1),
    outcome text NOT NULL CHECK (outcome IN ('analysed', 'duplicate', 'late', 'rejected', 'gap')),
    reason text,
    detail text,
    camera_id text,
    frame_id uuid,
    captured_at timestamptz,
    appended_at timestamptz,
    uri text,
    sequence bigint,
    batch_id uuid,
    out_of_order boolean,
    width integer,
    height integer,
    detections integer NOT NULL CHECK (detections >= 0),
    raw_key bytea,
    raw_value bytea CHECK (octet_length(raw_value) <= 65536),
    ingested_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL,
    attempts integer NOT NULL,
    PRIMARY KEY (result_version, kafka_topic, kafka_partition, kafka_offset)
);
CREATE INDEX frame_frame_id ON frame (frame_id) WHERE frame_id IS NOT NULL;
CREATE INDEX frame_batch_id ON frame (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX frame_camera_id_captured_at ON frame (camera_id, captured_at) WHERE camera_id IS NOT NULL;
COMMENT ON TABLE frame IS
    'The ledger: one row for every Kafka record, or range of offsets without one, with its single outcome.';
COMMENT ON COLUMN frame.result_version IS 'Result version that the outcome belongs to.';
COMMENT ON COLUMN frame.kafka_topic IS 'Topic of the record.';
COMMENT ON COLUMN frame.kafka_partition IS 'Partition of the record.';
COMMENT ON COLUMN frame.kafka_offset IS 'Offset of the record; the first one of a gap.';
COMMENT ON COLUMN frame.offset_count IS 'Offsets that the row stands for: 1, or the length of a gap.';
COMMENT ON COLUMN frame.outcome IS 'analysed, duplicate, late, rejected or gap.';
COMMENT ON COLUMN frame.reason IS 'Why a record was rejected, or why offsets hold none; snake_case.';
COMMENT ON COLUMN frame.detail IS 'The same in a sentence, naming the field, limit or path.';
COMMENT ON COLUMN frame.camera_id IS 'Camera; null when the record did not say it validly.';
COMMENT ON COLUMN frame.frame_id IS 'UUIDv7 derived from camera, capture time and URI; the same for a duplicate and its original.';
COMMENT ON COLUMN frame.captured_at IS 'When the camera took the picture.';
COMMENT ON COLUMN frame.appended_at IS 'Timestamp of the Kafka record; null for a gap.';
COMMENT ON COLUMN frame.uri IS 'Where the picture is.';
COMMENT ON COLUMN frame.sequence IS 'Place among the camera''s admitted frames, from 0; null unless admitted.';
COMMENT ON COLUMN frame.batch_id IS 'Batch of the frame''s window; null unless admitted.';
COMMENT ON COLUMN frame.out_of_order IS 'Whether a later-captured frame of the camera was admitted before; null unless admitted.';
COMMENT ON COLUMN frame.width IS 'Width of the picture in pixels; null when its header was not read.';
COMMENT ON COLUMN frame.height IS 'Height of the picture in pixels; null when its header was not read.';
COMMENT ON COLUMN frame.detections IS 'Rows of table detection that belong to this row.';
COMMENT ON COLUMN frame.raw_key IS 'First 1 KiB of the record key as it came, for records that were not analysed.';
COMMENT ON COLUMN frame.raw_value IS 'First 64 KiB of the record value as it came, for records that were not analysed.';
COMMENT ON COLUMN frame.ingested_at IS 'When the job read the record. Processing column: never compared between runs.';
COMMENT ON COLUMN frame.written_at IS 'When the row was last written. Processing column: never compared between runs.';
COMMENT ON COLUMN frame.attempts IS 'How often the picture was asked for. Processing column: never compared between runs.';

CREATE TABLE detection (
    id uuid PRIMARY KEY,
    result_version text NOT NULL,
    frame_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    camera_id text NOT NULL,
    captured_at timestamptz NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    class_id integer NOT NULL,
    label text NOT NULL,
    confidence numeric(5, 4) NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    left_px real NOT NULL,
    top_px real NOT NULL,
    right_px real NOT NULL,
    bottom_px real NOT NULL
);
CREATE INDEX detection_frame_id_ordinal ON detection (frame_id, ordinal);
CREATE INDEX detection_batch_id ON detection (batch_id);
CREATE INDEX detection_camera_id_captured_at ON detection (camera_id, captured_at);
COMMENT ON TABLE detection IS 'One object found in one analysed frame, at or above the confidence threshold.';
COMMENT ON COLUMN detection.id IS 'UUIDv7 derived from result version, frame and ordinal.';
COMMENT ON COLUMN detection.result_version IS 'Result version that the detection belongs to.';
COMMENT ON COLUMN detection.frame_id IS 'Frame in which the object was found.';
COMMENT ON COLUMN detection.batch_id IS 'Batch of the frame''s window.';
COMMENT ON COLUMN detection.camera_id IS 'Camera that took the frame.';
COMMENT ON COLUMN detection.captured_at IS 'When the frame was taken.';
COMMENT ON COLUMN detection.ordinal IS 'Place in the frame''s canonical order, from 0: falling confidence, then class, then box.';
COMMENT ON COLUMN detection.class_id IS 'Class number of the model.';
COMMENT ON COLUMN detection.label IS 'Class name of the model.';
COMMENT ON COLUMN detection.confidence IS 'Confidence from 0 to 1, exact to four decimals.';
COMMENT ON COLUMN detection.left_px IS 'Left edge in pixels of the original frame.';
COMMENT ON COLUMN detection.top_px IS 'Top edge in pixels of the original frame.';
COMMENT ON COLUMN detection.right_px IS 'Right edge in pixels of the original frame, exclusive.';
COMMENT ON COLUMN detection.bottom_px IS 'Bottom edge in pixels of the original frame, exclusive.';

CREATE TABLE batch (
    id uuid PRIMARY KEY,
    result_version text NOT NULL,
    camera_id text NOT NULL,
    window_start timestamptz NOT NULL,
    window_end timestamptz NOT NULL,
    stage text NOT NULL CHECK (stage IN ('provisional', 'interim', 'closed')),
    revision bigint NOT NULL,
    frames_analysed integer NOT NULL,
    frames_failed integer NOT NULL,
    detections integer NOT NULL,
    first_captured_at timestamptz NOT NULL,
    last_captured_at timestamptz NOT NULL,
    kafka_topic text NOT NULL,
    kafka_partition integer NOT NULL,
    first_offset bigint NOT NULL,
    last_offset bigint NOT NULL,
    classes jsonb NOT NULL,
    key_frame_id uuid,
    key_frame_uri text,
    key_frame_captured_at timestamptz,
    key_box jsonb,
    closed_by text NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX batch_camera_id_window_start ON batch (camera_id, window_start);
CREATE INDEX batch_window_start ON batch (window_start);
COMMENT ON TABLE batch IS 'What one camera''s window of event time held, as far as it is known.';
COMMENT ON COLUMN batch.id IS 'UUIDv7 derived from result version, camera, window start and window length.';
COMMENT ON COLUMN batch.result_version IS 'Result version that the batch belongs to.';
COMMENT ON COLUMN batch.camera_id IS 'Camera.';
COMMENT ON COLUMN batch.window_start IS 'Start of the window, inclusive.';
COMMENT ON COLUMN batch.window_end IS 'End of the window, exclusive.';
COMMENT ON COLUMN batch.stage IS 'provisional, interim or closed. Processing column: never compared between runs.';
COMMENT ON COLUMN batch.revision IS 'Number of admitted frames the row is based on, failed ones included.';
COMMENT ON COLUMN batch.frames_analysed IS 'Admitted frames that were searched for objects.';
COMMENT ON COLUMN batch.frames_failed IS 'Admitted frames that could not be.';
COMMENT ON COLUMN batch.detections IS 'Detections in all of its frames.';
COMMENT ON COLUMN batch.first_captured_at IS 'Earliest capture time of its frames.';
COMMENT ON COLUMN batch.last_captured_at IS 'Latest capture time of its frames.';
COMMENT ON COLUMN batch.kafka_topic IS 'Topic of its frames.';
COMMENT ON COLUMN batch.kafka_partition IS 'Partition of its frames.';
COMMENT ON COLUMN batch.first_offset IS 'Smallest offset of its frames.';
COMMENT ON COLUMN batch.last_offset IS 'Largest offset of its frames.';
COMMENT ON COLUMN batch.classes IS
    'Per class name: detections, frames, max_in_frame, max_confidence, confidence_sum, first_seen, last_seen.';
COMMENT ON COLUMN batch.key_frame_id IS 'Frame that shows the batch best; null when nothing was detected.';
COMMENT ON COLUMN batch.key_frame_uri IS 'Where that frame''s picture is.';
COMMENT ON COLUMN batch.key_frame_captured_at IS 'When it was taken.';
COMMENT ON COLUMN batch.key_box IS 'The box that made it the key frame: label, confidence, left, top, right, bottom in pixels.';
COMMENT ON COLUMN batch.closed_by IS
    'What made the row be written: clock, silence or urgency. Processing column: never compared between runs.';
COMMENT ON COLUMN batch.written_at IS 'When the row was last written. Processing column: never compared between runs.';

CREATE TABLE event (
    id uuid PRIMARY KEY,
    batch_id uuid NOT NULL,
    result_version text NOT NULL,
    camera_id text NOT NULL,
    window_start timestamptz NOT NULL,
    window_end timestamptz NOT NULL,
    stage text NOT NULL CHECK (stage IN ('provisional', 'interim', 'closed')),
    revision bigint NOT NULL,
    score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
    level text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN score >= 85 THEN 'critical' WHEN score >= 60 THEN 'high' WHEN score >= 30 THEN 'medium' ELSE 'low' END
    ) STORED,
    factors jsonb NOT NULL,
    summary text NOT NULL,
    key_frame_id uuid,
    key_frame_uri text,
    key_box jsonb,
    model_sha256 text NOT NULL,
    config_digest text NOT NULL,
    code_version text NOT NULL,
    kafka_topic text NOT NULL,
    kafka_partition integer NOT NULL,
    first_offset bigint NOT NULL,
    last_offset bigint NOT NULL,
    closed_by text NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX event_batch_id ON event (batch_id);
CREATE INDEX event_camera_id_window_start ON event (camera_id, window_start);
CREATE INDEX event_window_start ON event (window_start);
COMMENT ON TABLE event IS 'The risk of one batch in which something watched was seen.';
COMMENT ON COLUMN event.id IS 'UUIDv7 derived from result version, camera, window start and window length.';
COMMENT ON COLUMN event.batch_id IS 'Batch that the event judges.';
COMMENT ON COLUMN event.result_version IS 'Result version that the event belongs to.';
COMMENT ON COLUMN event.camera_id IS 'Camera.';
COMMENT ON COLUMN event.window_start IS 'Start of the window, inclusive.';
COMMENT ON COLUMN event.window_end IS 'End of the window, exclusive.';
COMMENT ON COLUMN event.stage IS 'provisional, interim or closed. Processing column: never compared between runs.';
COMMENT ON COLUMN event.revision IS 'Number of admitted frames the row is based on, failed ones included.';
COMMENT ON COLUMN event.score IS 'Risk from 0 to 100.';
COMMENT ON COLUMN event.level IS 'Derived from the score: low 0-29, medium 30-59, high 60-84, critical 85-100.';
COMMENT ON COLUMN event.factors IS 'Why: list of name, contribution, description; the contributions sum to the score.';
COMMENT ON COLUMN event.summary IS 'One sentence in plain words.';
COMMENT ON COLUMN event.key_frame_id IS 'Frame that shows the event best.';
COMMENT ON COLUMN event.key_frame_uri IS 'Where that frame''s picture is.';
COMMENT ON COLUMN event.key_box IS 'The box to draw on it: label, confidence, left, top, right, bottom in pixels.';
COMMENT ON COLUMN event.model_sha256 IS 'SHA-256 of the model file that found the objects.';
COMMENT ON COLUMN event.config_digest IS 'SHA-256 over the settings that the result depends on.';
COMMENT ON COLUMN event.code_version IS 'Version of the job that wrote the row.';
COMMENT ON COLUMN event.kafka_topic IS 'Topic of the frames.';
COMMENT ON COLUMN event.kafka_partition IS 'Partition of the frames.';
COMMENT ON COLUMN event.first_offset IS 'Smallest offset of the frames.';
COMMENT ON COLUMN event.last_offset IS 'Largest offset of the frames.';
COMMENT ON COLUMN event.closed_by IS
    'What made the row be written: clock, silence or urgency. Processing column: never compared between runs.';
COMMENT ON COLUMN event.written_at IS 'When the row was last written. Processing column: never compared between runs.';
