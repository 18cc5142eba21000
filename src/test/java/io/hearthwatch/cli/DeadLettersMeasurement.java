package io.hearthwatch.cli;

import static io.hearthwatch.testing.Results.LINEAGE;

import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long people wait for {@code deadletters} when very many records were rejected: a ledger of as
 * many good rows and rejected ones, of which every tenth was sent again and failed again.
 *
 * <pre>
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "target/test-classes:target/classes:$(cat target/classpath)" \
 *     io.hearthwatch.cli.DeadLettersMeasurement [REJECTED]
 * </pre>
 */
final class DeadLettersMeasurement {
  private DeadLettersMeasurement() {}

  /**
   * Prints a line for each command, the second of two runs.
   *
   * @param arguments rejected records, 200000 if left out
   */
  public static void main(String[] arguments) throws Exception {
    int rejected = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    TestDatabase database = PostgresServer.freshDatabase();
    try (Connection connection = database.connect()) {
      ResultVersions.register(connection, LINEAGE);
      fill(connection, 0, rejected, "'analysed'", "NULL", "NULL");
      fill(connection, rejected, rejected, "'rejected'", "NULL", "NULL");
      fill(
          connection, 2 * rejected, rejected / 10, "'rejected'", "'again-' || n", rejected + "+ n");
      Rows.execute(connection, "ANALYZE");
    }
    for (List<String> command :
        List.of(
            List.of("list"),
            List.of("list", "--camera", "camera-7"),
            List.of("list", "--all", "--limit", "10000"),
            List.of("show", "frames/0/" + (rejected + 1)),
            List.of("stats"),
            List.of("requeue", "--reason", "missing_file"))) {
      run(database, command);
      System.out.printf(
          Locale.ROOT, "%-40s %6.2f s%n", String.join(" ", command), run(database, command) / 1e9);
    }
    System.exit(0);
  }

  private static long run(TestDatabase database, List<String> command) {
    List<String> words = new ArrayList<>(List.of("deadletters"));
    words.addAll(command);
    words.addAll(List.of("--jdbc-url", database.jdbcUrl(), "--user", database.user()));
    StringWriter said = new StringWriter();
    long began = System.nanoTime();
    int status =
        Hearthwatch.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(words.toArray(String[]::new));
    long took = System.nanoTime() - began;
    if (status != 0) {
      throw new IllegalStateException(command + " ended with " + status + ": " + said);
    }
    return took;
  }

  private static void fill(
      Connection connection, int from, int rows, String outcome, String requeue, String original)
      throws Exception {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame
          (result_version, kafka_topic, kafka_partition, kafka_offset, offset_count, outcome, reason,
           detail, camera_id, frame_id, captured_at, appended_at, uri, detections, raw_key,
           raw_value, ingested_at, written_at, attempts, requeue_id, requeue_of_partition,
           requeue_of_offset)
        SELECT 'v1', 'frames', 0, %1$d + n, 1, %3$s,
          CASE %3$s WHEN 'rejected' THEN (ARRAY['missing_file', 'undecodable'])[1 + n %% 2] END,
          'nothing at file:///frames/' || n, 'camera-' || n %% 50, md5(coalesce(%5$s, %1$d + n)::text)::uuid,
          now() - interval '1 day' + n * interval '1 ms', now() - interval '1 day' + n * interval '1 ms',
          'file:///frames/' || n, 0, 'camera', 'value', now(), now(), 1, %4$s,
          CASE WHEN %4$s IS NULL THEN NULL ELSE 0 END, %5$s
        FROM generate_series(0, %2$d - 1) n
        """
            .formatted(from, rows, outcome, requeue, original));
  }
}
