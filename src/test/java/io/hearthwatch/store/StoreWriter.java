package io.hearthwatch.store;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Lineage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes rows with the job's own statements over one connection, as the sink's flush does. */
public final class StoreWriter {
  private final Connection connection;
  private final FrameStatement frames;
  private final ResultStatement results;

  /** The connection stays the caller's. */
  public StoreWriter(Connection connection, Lineage lineage) {
    this.connection = connection;
    this.frames = new FrameStatement(lineage);
    this.results = new ResultStatement(lineage);
  }

  /** Writes ledger rows as one JDBC batch. */
  public void write(FrameOutcome... outcomes) throws SQLException {
    writeFrames(List.of(outcomes));
  }

  /** Writes ledger rows as one JDBC batch. */
  public void writeFrames(List<FrameOutcome> outcomes) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(frames.sql())) {
      for (FrameOutcome outcome : outcomes) {
        frames.bind(statement, outcome);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Writes one ledger row, and says how Postgres went about it. */
  List<String> explain(FrameOutcome outcome) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("EXPLAIN ANALYZE " + frames.sql())) {
      frames.bind(statement, outcome);
      List<String> plan = new ArrayList<>();
      try (ResultSet lines = statement.executeQuery()) {
        while (lines.next()) {
          plan.add(lines.getString(1));
        }
      }
      return plan;
    }
  }

  /** Writes results as one JDBC batch. */
  public void write(AssessedBatch... batches) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(results.sql())) {
      for (AssessedBatch batch : batches) {
        results.bind(statement, batch);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
