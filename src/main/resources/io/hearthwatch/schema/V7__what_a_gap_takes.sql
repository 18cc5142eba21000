-- What an accepted gap takes is found by offsets too, where the ledger never had the rows.

CREATE INDEX batch_last_offset ON batch (result_version, kafka_topic, kafka_partition, last_offset);
