package io.hearthwatch.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;

/**
 * Notes that somebody is done with rejected records. Their rows stay in the ledger; only the lists
 * leave them out. Not safe to share between threads.
 */
public final class Discarding {
  private static final int AT_ONCE = 1000;

  private final Connection connection;

  /**
   * @param connection of a role that may write table {@code discard}, in autocommit mode
   */
  public Discarding(Connection connection) {
    this.connection = connection;
  }

  /**
   * Notes it of all that are meant and not settled otherwise.
   *
   * @param by who is done with them
   * @param note why
   * @return how many
   */
  public long apply(LetterFilter filter, String by, String note) throws SQLException {
    Letters letters = new Letters(connection);
    LetterFilter unsettled = filter.in(LetterState.UNSETTLED);
    long discarded = 0;
    List<Letter> page = letters.oldestAfter(unsettled, null, AT_ONCE);
    while (!page.isEmpty()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO hearthwatch.discard
                (kafka_topic, kafka_partition, kafka_offset, discarded_by, note)
              VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
              """)) {
        for (Letter letter : page) {
          insert.setString(1, letter.at().topic());
          insert.setInt(2, letter.at().partition());
          insert.setLong(3, letter.at().offset());
          insert.setString(4, by);
          insert.setString(5, note);
          discarded += insert.executeUpdate();
        }
      }
      page = letters.oldestAfter(unsettled, page.get(page.size() - 1), AT_ONCE);
    }
    return discarded;
  }

  /**
   * Takes it back of all that are meant: they stand again as if nobody had been done with them.
   *
   * @return how many
   */
  public long undo(LetterFilter filter) throws SQLException {
    Letters letters = new Letters(connection);
    LetterFilter discarded = filter.in(EnumSet.of(LetterState.DISCARDED));
    long undone = 0;
    List<Letter> page = letters.oldestAfter(discarded, null, AT_ONCE);
    while (!page.isEmpty()) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              """
              DELETE FROM hearthwatch.discard
              WHERE kafka_topic = ? AND kafka_partition = ? AND kafka_offset = ?
              """)) {
        for (Letter letter : page) {
          delete.setString(1, letter.at().topic());
          delete.setInt(2, letter.at().partition());
          delete.setLong(3, letter.at().offset());
          undone += delete.executeUpdate();
        }
      }
      page = letters.oldestAfter(discarded, page.get(page.size() - 1), AT_ONCE);
    }
    return undone;
  }
}
