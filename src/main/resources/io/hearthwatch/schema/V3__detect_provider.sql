-- What the model was told to run on stands beside what it was.
--
-- Rows from before have none: the configuration's digest keeps their settings apart, but does not name them.

ALTER TABLE result_version ADD COLUMN detect_provider text;
COMMENT ON COLUMN result_version.detect_provider IS
    'What the model runs on: cpu, cuda, or cuda-else-cpu where a task manager without a usable GPU takes its processor. Null when registered by a version that did not record it.';

ALTER TABLE event ADD COLUMN detect_provider text;
COMMENT ON COLUMN event.detect_provider IS
    'What the model ran on: cpu, cuda, or cuda-else-cpu where a task manager without a usable GPU took its processor. Null when written by a version that did not record it.';

CREATE OR REPLACE VIEW bi.result_version AS
SELECT name AS result_version, status, model_sha256, config_digest, code_version, created_at, detect_provider
FROM hearthwatch.result_version;
COMMENT ON COLUMN bi.result_version.detect_provider IS
    'What the model runs on: cpu, cuda, or cuda-else-cpu where a task manager without a usable GPU takes its processor. Null when not recorded.';
