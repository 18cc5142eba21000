package io.hearthwatch.deadletters;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Rejected records that are alike in all that decides whether they can be sent again.
 *
 * @param state where they stand
 * @param reason why they were rejected, by its code
 * @param cut whether the ledger may lack some of them, see {@link RawRecord#mayBeCut}
 * @param records how many
 */
record Alike(LetterState state, String reason, boolean cut, long records) {

  static Alike of(ResultSet row) throws SQLException {
    return new Alike(
        LetterState.of(row.getString(1)), row.getString(2), row.getBoolean(3), row.getLong(4));
  }
}
