-- A night and a day of three cameras, as the job would have written them; the site is in Berlin (UTC+1).
-- docs/bi.md's questions are answered from it, with 2026-11-20 12:00 UTC as the present.
UPDATE hearthwatch.site SET time_zone = 'Europe/Berlin';

INSERT INTO hearthwatch.result_version (name, model_sha256, config_digest, code_version, created_at)
VALUES ('main', repeat('a', 64), repeat('b', 64), '0.1.0', '2026-11-01 00:00Z'),
       ('candidate', repeat('c', 64), repeat('b', 64), '0.1.0', '2026-11-20 11:00Z');

-- front-door: 360 frames in an hour from 17:00 local; driveway: 180 from 02:00; garden: 60 from 11:00.
CREATE TEMPORARY TABLE shot AS
SELECT camera, kafka_partition, first + n AS kafka_offset, n, start + n * step AS captured_at,
       'file:///frames/' || camera || '/' || lpad(n::text, 6, '0') || '.jpg' AS uri,
       CASE WHEN camera = 'driveway' AND n BETWEEN 50 AND 54 THEN 'rejected'
            WHEN camera = 'driveway' AND n = 55 THEN 'late'
            WHEN camera = 'driveway' AND n = 56 THEN 'duplicate'
            ELSE 'analysed' END AS outcome
FROM (VALUES ('front-door', 0, 0, 360, timestamptz '2026-11-19 16:00Z', interval '10 s'),
             ('driveway', 1, 0, 180, timestamptz '2026-11-20 01:00Z', interval '20 s'),
             ('garden', 2, 3, 60, timestamptz '2026-11-20 10:00Z', interval '1 min'))
     AS series (camera, kafka_partition, first, frames, start, step)
CROSS JOIN LATERAL generate_series(0, frames - 1) AS n;

CREATE TEMPORARY TABLE box AS
SELECT camera, n, 0 AS ordinal, 0 AS class_id, 'person' AS label, 0.9 AS confidence FROM shot
WHERE camera = 'front-door' AND n BETWEEN 30 AND 47 OR camera = 'driveway' AND n BETWEEN 91 AND 99
UNION ALL
SELECT camera, n, 1, 0, 'person', 0.6 FROM shot WHERE camera = 'driveway' AND n BETWEEN 96 AND 97
UNION ALL
SELECT camera, n, 2, 2, 'car', 0.8 FROM shot WHERE camera = 'driveway' AND n BETWEEN 91 AND 98
UNION ALL
SELECT camera, n, 0, 16, 'dog', 0.7 FROM shot WHERE camera = 'garden' AND n = 5;

INSERT INTO hearthwatch.frame
SELECT 'main', 'frames', kafka_partition, kafka_offset, 1, outcome,
       CASE outcome WHEN 'rejected' THEN 'missing_file' END,
       CASE outcome WHEN 'rejected' THEN 'nothing at ' || uri END,
       camera, md5(uri)::uuid, captured_at, captured_at + interval '40 ms', uri,
       CASE WHEN outcome IN ('analysed', 'rejected') THEN n END,
       CASE WHEN outcome IN ('analysed', 'rejected')
            THEN md5('main' || camera || date_bin('90 s', captured_at, 'epoch')::text)::uuid END,
       CASE WHEN outcome IN ('analysed', 'rejected') THEN false END,
       1920, 1080,
       (SELECT count(*) FROM box WHERE box.camera = shot.camera AND box.n = shot.n), NULL::bytea, NULL::bytea,
       captured_at + interval '0.5 s', captured_at + interval '2 s' + n % 10 * interval '0.1 s', 1
FROM shot
UNION ALL
SELECT 'main', 'frames', 2, bad, 1, 'rejected', 'malformed_json', 'not a JSON object',
       NULL, NULL, NULL, timestamptz '2026-11-20 09:59Z', NULL, NULL, NULL, NULL, NULL, NULL, 0, 'garden'::bytea, '{'::bytea,
       timestamptz '2026-11-20 09:59Z', timestamptz '2026-11-20 09:59:01Z', 0
FROM generate_series(0, 2) AS bad
UNION ALL
SELECT 'main', 'frames', 1, 180, 5, 'gap', 'offsets_expired', 'removed by retention',
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL,
       timestamptz '2026-11-20 02:10Z', timestamptz '2026-11-20 02:10:01Z', 0;

INSERT INTO hearthwatch.detection
SELECT md5('main' || uri || ordinal)::uuid, 'main', md5(uri)::uuid,
       md5('main' || camera || date_bin('90 s', captured_at, 'epoch')::text)::uuid,
       camera, captured_at, ordinal, class_id, label, confidence, 10, 20, 110, 220
FROM box JOIN shot USING (camera, n);

CREATE TEMPORARY TABLE verdict (version text, camera text, window_start timestamptz, score integer, summary text, factors jsonb);
INSERT INTO verdict VALUES
('main', 'front-door', '2026-11-19 16:04:30Z', 47, 'A person between 17:05:00 and 17:05:50; people were in view for 60 s.',
 '[{"name": "person_present", "contribution": 12, "description": "A person was seen"},
   {"name": "person_confidence", "contribution": 3, "description": "Confidence up to 0.90"},
   {"name": "person_stay", "contribution": 32, "description": "People were in view for 60 s"}]'),
('main', 'front-door', '2026-11-19 16:06:00Z', 47, 'A person between 17:06:00 and 17:07:20; people were in view for 80 s.',
 '[{"name": "person_present", "contribution": 12, "description": "A person was seen"},
   {"name": "person_confidence", "contribution": 3, "description": "Confidence up to 0.90"},
   {"name": "person_stay", "contribution": 32, "description": "People were in view for 80 s"}]'),
('main', 'driveway', '2026-11-20 01:30:00Z', 81, 'A person between 02:30:20 and 02:31:20, at night; people were in view for 60 s.',
 '[{"name": "person_present", "contribution": 12, "description": "A person was seen"},
   {"name": "person_confidence", "contribution": 3, "description": "Confidence up to 0.90"},
   {"name": "person_stay", "contribution": 32, "description": "People were in view for 60 s"},
   {"name": "person_at_night", "contribution": 20, "description": "At night"},
   {"name": "lingering_at_night", "contribution": 10, "description": "For 60 s at night"},
   {"name": "person_with_vehicle_at_night", "contribution": 4, "description": "Beside a car"}]'),
('main', 'driveway', '2026-11-20 01:31:30Z', 91, '2 people between 02:31:40 and 02:33:00, at night; people were in view for 80 s.',
 '[{"name": "person_present", "contribution": 12, "description": "A person was seen"},
   {"name": "person_confidence", "contribution": 3, "description": "Confidence up to 0.90"},
   {"name": "people_count", "contribution": 5, "description": "2 people at once"},
   {"name": "person_stay", "contribution": 32, "description": "People were in view for 80 s"},
   {"name": "person_at_night", "contribution": 20, "description": "At night"},
   {"name": "lingering_at_night", "contribution": 10, "description": "For 80 s at night"},
   {"name": "group_lingering_at_night", "contribution": 5, "description": "2 people at once"},
   {"name": "person_with_vehicle_at_night", "contribution": 4, "description": "Beside a car"}]'),
('main', 'garden', '2026-11-20 10:04:30Z', 2, 'A dog at 11:05:00.',
 '[{"name": "only_animals", "contribution": 2, "description": "Animals, but neither person nor vehicle"}]'),
('candidate', 'driveway', '2026-11-20 01:30:00Z', 55, 'A person between 02:30:20 and 02:30:40, at night.',
 '[{"name": "person_present", "contribution": 12, "description": "A person was seen"},
   {"name": "person_stay", "contribution": 22, "description": "People were in view for 30 s"},
   {"name": "person_at_night", "contribution": 20, "description": "At night"},
   {"name": "vehicle_present", "contribution": 1, "description": "A car"}]'),
('candidate', 'driveway', '2026-11-20 01:31:30Z', 91, '2 people between 02:31:40 and 02:33:00, at night.', '[]');

INSERT INTO hearthwatch.batch
SELECT md5(version || camera || window_start::text)::uuid, version, camera, window_start, window_start + interval '90 s',
       'closed', frames, frames, 0, boxes, first, last, 'frames', kafka_partition, first_offset, last_offset, '{}',
       NULL, NULL, NULL, NULL, 'clock', window_start + interval '105 s'
FROM verdict
CROSS JOIN LATERAL (
    SELECT count(*) AS frames, min(captured_at) AS first, max(captured_at) AS last, max(kafka_partition) AS kafka_partition,
           min(kafka_offset) AS first_offset, max(kafka_offset) AS last_offset,
           sum((SELECT count(*) FROM box WHERE box.camera = shot.camera AND box.n = shot.n)) AS boxes
    FROM shot WHERE shot.camera = verdict.camera
      AND captured_at >= window_start AND captured_at < window_start + interval '90 s') seen;

INSERT INTO hearthwatch.event
    (id, batch_id, result_version, camera_id, window_start, window_end, stage, revision, score, factors, summary,
     key_frame_id, key_frame_uri, key_box, model_sha256, config_digest, code_version,
     kafka_topic, kafka_partition, first_offset, last_offset, closed_by, written_at)
SELECT md5('event' || b.id::text)::uuid, b.id, version, camera, b.window_start, b.window_end, 'closed', b.revision,
       score, factors, summary, md5(key.uri)::uuid, key.uri,
       '{"label": "person", "confidence": 0.9, "left": 10, "top": 20, "right": 110, "bottom": 220}',
       repeat('a', 64), repeat('b', 64), '0.1.0',
       'frames', b.kafka_partition, b.first_offset, b.last_offset, 'clock', b.written_at
FROM verdict v
JOIN hearthwatch.batch b ON b.result_version = version AND b.camera_id = camera AND b.window_start = v.window_start
CROSS JOIN LATERAL (
    SELECT uri FROM box JOIN shot USING (camera, n)
    WHERE shot.camera = v.camera AND captured_at >= v.window_start AND captured_at < v.window_start + interval '90 s'
    ORDER BY captured_at LIMIT 1) key;
DROP TABLE shot, box, verdict;
