package io.hearthwatch.schema;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.TOPIC;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.batch;
import static io.hearthwatch.testing.Results.gap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class KnownGapsITCase {

  @Test
  void ledgerAndResultsEachTellOfThem() throws SQLException {
    try (Connection connection = PostgresServer.freshDatabase().connect()) {
      StoreWriter writer = new StoreWriter(connection, LINEAGE);
      writer.write(analysed(0), analysed(1));
      writer.write(new AssessedBatch(batch(Stage.CLOSED, 2), null));
      assertThat(KnownGaps.of(connection, "v1", TOPIC)).isEmpty();

      writer.write(gap(2, 3), gap(9, 1));
      assertThat(KnownGaps.of(connection, "v1", TOPIC))
          .containsExactly(new AcceptedGap(TOPIC, 0, 10));

      writer.write(new AssessedBatch(batch(Stage.CLOSED, 2).withAfterGap(12), null));
      assertThat(KnownGaps.of(connection, "v1", TOPIC))
          .as("an event outlives the ledger's rows")
          .containsExactly(new AcceptedGap(TOPIC, 0, 12));

      assertThat(KnownGaps.of(connection, "v2", TOPIC)).isEmpty();
      assertThat(KnownGaps.of(connection, "v1", "others")).isEmpty();
      Rows.execute(
          connection, "UPDATE hearthwatch.frame SET kafka_partition = 1 WHERE kafka_offset = 9");
      assertThat(KnownGaps.of(connection, "v1", TOPIC))
          .containsExactly(new AcceptedGap(TOPIC, 0, 12), new AcceptedGap(TOPIC, 1, 10));
      Rows.execute(
          connection,
          "UPDATE hearthwatch.frame SET reason = 'offsets_without_records' WHERE kafka_offset = 9");
      assertThat(KnownGaps.of(connection, "v1", TOPIC))
          .as("what never held a record was not given up")
          .containsExactly(new AcceptedGap(TOPIC, 0, 12));

      Rows.execute(
          connection,
          "INSERT INTO hearthwatch.batch SELECT (jsonb_populate_record(b, jsonb_build_object("
              + "'id', gen_random_uuid(), 'kafka_partition', p, 'after_gap', 100 * p + n))).*"
              + " FROM hearthwatch.batch b, generate_series(2, 4) p, generate_series(1, 3) n");
      assertThat(KnownGaps.of(connection, "v1", TOPIC))
          .as("of each partition the last one")
          .containsExactly(
              new AcceptedGap(TOPIC, 0, 12),
              new AcceptedGap(TOPIC, 2, 203),
              new AcceptedGap(TOPIC, 3, 303),
              new AcceptedGap(TOPIC, 4, 403));
    }
  }
}
