package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Some hundred records as parameters of one statement. */
final class Page {
  /** The records, as rows {@code p(topic, partition, position)}; takes what {@link #of} gives. */
  static final String SQL =
      "unnest(?::text[], ?::integer[], ?::bigint[]) AS p(topic, partition, position)";

  private Page() {}

  /** The parameters for {@link #SQL}. */
  static List<Object> of(List<RecordCoordinates> records) {
    return List.of(
        records.stream().map(RecordCoordinates::topic).toArray(String[]::new),
        records.stream().map(RecordCoordinates::partition).toArray(Integer[]::new),
        records.stream().map(RecordCoordinates::offset).toArray(Long[]::new));
  }

  /** Sets all parameters of a statement; arrays of texts, integers and longs as those of SQL. */
  static void set(PreparedStatement statement, List<?> parameters) throws SQLException {
    Connection connection = statement.getConnection();
    int index = 0;
    for (Object parameter : parameters) {
      index++;
      if (parameter instanceof String[] texts) {
        statement.setArray(index, connection.createArrayOf("text", texts));
      } else if (parameter instanceof Integer[] numbers) {
        statement.setArray(index, connection.createArrayOf("integer", numbers));
      } else if (parameter instanceof Long[] numbers) {
        statement.setArray(index, connection.createArrayOf("bigint", numbers));
      } else {
        statement.setObject(index, parameter);
      }
    }
  }
}
