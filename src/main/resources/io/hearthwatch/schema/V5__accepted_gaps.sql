-- Which batches were computed before an accepted gap was known, and count what the ledger has forgotten.

ALTER TABLE batch ADD COLUMN after_gap bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN batch.after_gap IS
    'End of the last accepted gap in its partition that was known when the row was computed; 0 if there was none. A row of a higher one replaces it whatever its revision. Processing column: never compared between runs.';
