package io.hearthwatch.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Notes that somebody is done with rejected records. Their rows stay in the ledger; only the lists
 * leave them out. Not safe to share between threads.
 */
public final class Discarding {
  private final Connection connection;

  /**
   * @param connection of a role that may write table {@code discard}
   */
  public Discarding(Connection connection) {
    this.connection = connection;
  }

  /**
   * Notes it of all that are meant and not settled otherwise; of all or, when it fails, of none.
   *
   * @param by who is done with them
   * @param note why
   * @return how many
   */
  public long apply(LetterFilter filter, String by, String note) throws SQLException {
    LetterFilter.Condition unsettled = filter.in(LetterState.UNSETTLED).condition();
    List<Object> parameters = new ArrayList<>(List.of(by, note));
    parameters.addAll(unsettled.parameters());
    return change(
        """
        INSERT INTO hearthwatch.discard
          (kafka_topic, kafka_partition, kafka_offset, discarded_by, note)
        SELECT l.kafka_topic, l.kafka_partition, l.kafka_offset, ?, ?
        FROM bi.dead_letter l
        WHERE %s
        ON CONFLICT DO NOTHING
        """
            .formatted(unsettled.sql()),
        parameters);
  }

  /**
   * Takes it back of all that are meant: they stand again as if nobody had been done with them.
   *
   * @return how many
   */
  public long undo(LetterFilter filter) throws SQLException {
    LetterFilter.Condition discarded = filter.in(EnumSet.of(LetterState.DISCARDED)).condition();
    return change(
        """
        DELETE FROM hearthwatch.discard d
        USING bi.dead_letter l
        WHERE d.kafka_topic = l.kafka_topic AND d.kafka_partition = l.kafka_partition
          AND d.kafka_offset = l.kafka_offset AND %s
        """
            .formatted(discarded.sql()),
        discarded.parameters());
  }

  private long change(String sql, List<Object> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Page.set(statement, parameters);
      return statement.executeLargeUpdate();
    }
  }
}
