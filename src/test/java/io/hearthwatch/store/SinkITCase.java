package io.hearthwatch.store;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.car;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Both Postgres sinks in a running job, in parallel, without generic types. */
class SinkITCase {

  @Test
  void parallelSinksWriteEveryRow() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();
    List<FrameOutcome> outcomes = new ArrayList<>();
    for (int offset = 0; offset < 500; offset++) {
      outcomes.add(offset % 10 == 0 ? failed(offset) : analysed(offset, person(9000), car(8000)));
    }
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment job =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    job.fromData(TypeInformation.of(FrameOutcome.class), outcomes.toArray(FrameOutcome[]::new))
        .rebalance()
        .sinkTo(LedgerSink.create(database.settings(), LINEAGE));
    job.fromData(
            TypeInformation.of(AssessedBatch.class),
            assessed(Stage.INTERIM, 2, 40),
            assessed(Stage.CLOSED, 3, 60),
            assessed(Stage.PROVISIONAL, 1, 20))
        .rebalance()
        .sinkTo(ResultSink.create(database.settings(), LINEAGE));

    job.execute();

    try (Connection connection = database.connect()) {
      assertThat(
              Rows.query(
                  connection,
                  "SELECT outcome || ' ' || count(*) FROM hearthwatch.frame GROUP BY outcome"
                      + " ORDER BY 1"))
          .containsExactly("analysed 450", "rejected 50");
      assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.detection"))
          .isEqualTo("900");
      assertThat(
              Rows.query(
                  connection,
                  "SELECT concat_ws(' ', b.revision, b.stage, e.score) FROM hearthwatch.batch b"
                      + " JOIN hearthwatch.event e ON e.batch_id = b.id"))
          .containsExactly("3 closed 60");
    }
  }
}
