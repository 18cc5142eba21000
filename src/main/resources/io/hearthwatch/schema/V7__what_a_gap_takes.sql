-- What an accepted gap takes is found by offsets too, where the ledger never had the rows; and a job that
-- starts without state learns from the tables which gaps were accepted.

-- Every revision of a batch moves its last offset: a plain index would have all others written anew with it.
CREATE INDEX batch_last_offset ON batch USING brin (last_offset) WITH (autosummarize = on);
CREATE INDEX batch_after_gap ON batch (result_version, kafka_topic, kafka_partition, after_gap) WHERE after_gap > 0;
CREATE INDEX frame_accepted_gap ON frame (result_version, kafka_topic, kafka_partition, kafka_offset)
    WHERE reason = 'offsets_expired';
COMMENT ON COLUMN batch.after_gap IS
    'End of the last accepted gap in its partition that was known when the row was computed; 0 if there was none. A row of a higher one replaces it whatever its revision, one of a lower one never does. Processing column: never compared between runs.';
