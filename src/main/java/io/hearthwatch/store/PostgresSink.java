package io.hearthwatch.store;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * The at-least-once JDBC sink that every table is written through.
 *
 * <p>It flushes on size, on interval, before every checkpoint and on close. A flush that fails is
 * repeated as a whole, and after a failure the rows since the last checkpoint come again: the
 * statements are upserts on derived keys, so that is exactly once in effect. The connector's XA
 * sink is not used; it commits before the checkpoint is complete.
 *
 * <p>An answer is not waited for longer than {@link StoreSettings#ANSWERS_WITHIN}, unless the
 * address says otherwise ({@code socketTimeout}): a connection that is open and silent would hold
 * the task, its checkpoints and even its end for as long as the silence lasts.
 */
final class PostgresSink {

  private PostgresSink() {}

  static <T> Sink<T> atLeastOnce(
      StoreSettings settings, String sql, JdbcStatementBuilder<T> binder) {
    return new WriterOnlySink<>(
        JdbcSink.<T>builder()
            .withQueryStatement(sql, binder)
            .withExecutionOptions(
                JdbcExecutionOptions.builder()
                    .withBatchSize(settings.batchSize())
                    .withBatchIntervalMs(settings.batchInterval().toMillis())
                    .withMaxRetries(settings.maxRetries())
                    .build())
            .buildAtLeastOnce(connection(settings)));
  }

  /** How a writer connects. */
  static JdbcConnectionOptions connection(StoreSettings settings) {
    JdbcConnectionOptions.JdbcConnectionOptionsBuilder connection =
        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
            .withUrl(settings.jdbcUrl())
            .withDriverName("org.postgresql.Driver")
            .withUsername(settings.user())
            // Weaker than what the address says.
            .withProperty("socketTimeout", Long.toString(StoreSettings.ANSWERS_WITHIN.toSeconds()))
            // Planning takes longer than the statement itself, and Postgres would plan each row
            // anew once the tables are large.
            .withProperty("options", "-c plan_cache_mode=force_generic_plan");
    if (!settings.password().isEmpty()) {
      connection.withPassword(settings.password());
    }
    return connection.build();
  }
}
