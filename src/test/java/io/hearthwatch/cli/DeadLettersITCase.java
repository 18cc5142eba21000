package io.hearthwatch.cli;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.person;
import static io.hearthwatch.testing.Results.requeued;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Results;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code deadletters} as a person uses it: over a ledger, with a broker beside it. */
class DeadLettersITCase {
  private static final String TOPIC = "frames";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TestDatabase database;
  private Connection connection;
  private StoreWriter writer;

  @BeforeEach
  void fill() throws SQLException {
    if (!topicThere()) {
      KafkaServer.shared().createFramesTopic(TOPIC, 1);
    }
    database = PostgresServer.freshDatabase();
    connection = database.connect();
    ResultVersions.register(connection, LINEAGE);
    writer = new StoreWriter(connection, LINEAGE);
    writer.write(analysed(0, person(9000)), failed(1), failed(2), unreadable(3), analysed(4));
  }

  private static boolean topicThere() {
    try {
      return KafkaServer.shared().admin().listTopics().names().get().contains(TOPIC);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void listsTheNewestFirstAndSaysWhatTheLimitLeavesOut() throws Exception {
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .containsSubsequence("record", "arrived", "reason", "state", "attempts", "detail")
        .containsSubsequence("frames/0/3", "malformed_json", "frames/0/2", "frames/0/1")
        .contains("\\u001b[31m")
        .doesNotContain("\u001b")
        .endsWith("3 records\n");

    assertThat(run("list", "--limit", "1", "--reason", "missing_file")).isZero();
    assertThat(out.toString()).contains("frames/0/2").doesNotContain("frames/0/1 ");
    assertThat(out.toString()).endsWith("the newest 1 of 2 records; --limit shows more\n");

    assertThat(run("list", "--json", "--camera", "porch", "--to", "2026-11-20T08:00:02Z")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("total").intValue()).isEqualTo(1);
    assertThat(json.at("/letters/0/kafka_offset").intValue()).isEqualTo(1);
    assertThat(json.at("/letters/0/state").textValue()).isEqualTo("open");
  }

  @Test
  void aWrongFilterIsNamedWithWhatIsMeant() {
    assertThat(run("list", "--reason", "missing-file")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'missing-file'", "did you mean `missing_file`?");
    assertThat(run("show", "frames-0-1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("TOPIC/PARTITION/OFFSET, such as frames/0/1234");
    assertThat(run("requeue")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("say which: records, a filter such as --reason, or --all");
    assertThat(run("requeue", "--all", "frames/0/1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("list", "--result-version", "v2")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no result version 'v2', but v1");
    assertThat(run("requeue", "--all", "--apply")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--apply needs --bootstrap-servers");
  }

  @Test
  void showsTheRecordAndWhatToDo() throws Exception {
    assertThat(run("show", "frames/0/1")).isZero();
    assertThat(out.toString())
        .contains("state       open", "reason      missing_file", "put the picture where")
        .contains("key         porch", "value       {}", "failed      once");

    assertThat(run("show", "frames/0/3")).isZero();
    assertThat(out.toString()).contains("value       hex ff001b5b", "as a new record");

    assertThat(run("show", "frames/0/0")).isOne();
    assertThat(err.toString()).contains("frames/0/0: it was not rejected, its outcome is analysed");
    assertThat(run("show", "frames/0/99")).isOne();
    assertThat(err.toString()).contains("has no such record");
  }

  @Test
  void withoutApplyNothingHappens() throws Exception {
    assertThat(run("requeue", "--all")).isZero();
    assertThat(out.toString())
        .contains("would be sent again: 2 records, missing_file")
        .contains("left: 1 record, malformed_json: the same record would be rejected again; have")
        .endsWith("dry run: --apply sends them\n");
    assertThat(run("discard", "--all")).isZero();
    assertThat(out.toString()).contains("3 records would be discarded; dry run");
    assertThat(Rows.query(connection, "SELECT id FROM hearthwatch.requeue")).isEmpty();
    assertThat(Rows.query(connection, "SELECT note FROM hearthwatch.discard")).isEmpty();
  }

  @Test
  void sendsOnceAndSaysWhatBecameOfIt() throws Exception {
    int before = sent().size();
    assertThat(apply("frames/0/1")).isZero();
    assertThat(out.toString()).contains("sent again: 1 record, missing_file");
    List<ConsumerRecord<String, byte[]>> after = sent();
    assertThat(after).hasSize(before + 1);
    ConsumerRecord<String, byte[]> record = after.get(before);
    assertThat(record.key()).isEqualTo("porch");
    assertThat(record.value()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    Requeue requeue =
        RequeueHeaders.read(record.headers(), new RecordCoordinates(TOPIC, 0, 1_000_000));
    assertThat(requeue.original()).isEqualTo(new RecordCoordinates(TOPIC, 0, 1));

    assertThat(apply("frames/0/1")).as("it is on its way").isOne();
    assertThat(out.toString()).contains("not accounted for yet", "nothing to send again");
    assertThat(apply("frames/0/3")).isOne();
    assertThat(sent()).hasSize(before + 1);
    assertThat(run("list")).isZero();
    assertThat(out.toString()).containsPattern("frames/0/1 .* requeued +1 ");

    writer.write(requeued(5, requeue, failed(1)));
    assertThat(run("show", "frames/0/1")).isZero();
    assertThat(out.toString())
        .contains(
            "state       open", "failed      2 times", "requeued    ", "rejected, missing_file");
    assertThat(run("show", "frames/0/5")).isOne();
    assertThat(err.toString()).contains("frames/0/5: it repeats frames/0/1: look at that");

    assertThat(apply("frames/0/1")).isZero();
    String id =
        Rows.one(
            connection, "SELECT id FROM hearthwatch.requeue ORDER BY requested_at DESC LIMIT 1");
    writer.write(requeued(6, new Requeue(requeue.original(), id), analysed(1, person(8000))));
    assertThat(run("list")).isZero();
    assertThat(out.toString()).doesNotContain("frames/0/1 ");
    assertThat(run("list", "--state", "recovered")).isZero();
    assertThat(out.toString()).contains("frames/0/1 ", "1 record");
    assertThat(apply("frames/0/1")).isOne();
    assertThat(out.toString()).contains("recovered: the frame has been analysed since");
    assertThat(run("stats")).isZero();
    assertThat(out.toString()).containsPattern("missing_file +2 +1 +0 +0 +1 +0\n");
  }

  @Test
  void twoPeopleAtOnceSendItOnce() throws Exception {
    int before = sent().size();
    List<Thread> people = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread person =
          new Thread(() -> execute(new StringWriter(), new StringWriter(), arguments()));
      people.add(person);
      person.start();
    }
    for (Thread person : people) {
      person.join();
    }
    assertThat(sent()).hasSize(before + 2);
  }

  private String[] arguments() {
    return new String[] {
      "requeue",
      "--reason",
      "missing_file",
      "--apply",
      "--bootstrap-servers",
      KafkaServer.shared().bootstrapServers()
    };
  }

  /** Killed between the note and the sending. */
  @Test
  void afterACrashAgainSendsWhatMayNotHaveBeenSent() throws Exception {
    Rows.execute(
        connection,
        "INSERT INTO hearthwatch.requeue (id, kafka_topic, kafka_partition, kafka_offset,"
            + " requested_by) VALUES ('lost', 'frames', 0, 2, 'me')");
    assertThat(run("show", "frames/0/2")).isZero();
    assertThat(out.toString()).contains("nobody knows whether it was sent: not accounted for yet");
    assertThat(apply("frames/0/2")).isOne();
    assertThat(out.toString()).contains("give --again");
    int before = sent().size();
    assertThat(apply("frames/0/2", "--again")).isZero();
    assertThat(sent()).hasSize(before + 1);
  }

  @Test
  void whatIsDiscardedLeavesTheListAndKeepsItsRow() throws Exception {
    assertThat(run("discard", "frames/0/3", "--apply")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--apply needs --note TEXT");
    assertThat(run("discard", "frames/0/3", "--apply", "--note", "a test", "--by", "ann")).isZero();
    assertThat(out.toString()).isEqualTo("discarded: 1 record\n");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).doesNotContain("frames/0/3");
    assertThat(run("show", "frames/0/3")).isZero();
    assertThat(out.toString()).containsPattern("discarded   2\\S+ by ann: a test\n");
    assertThat(Rows.one(connection, "SELECT outcome FROM hearthwatch.frame WHERE kafka_offset = 3"))
        .isEqualTo("rejected");

    assertThat(run("requeue", "frames/0/3")).isOne();
    assertThat(out.toString()).contains("discarded: deadletters discard --undo takes that back");
    assertThat(run("discard", "--undo", "--all")).isZero();
    assertThat(out.toString())
        .isEqualTo("1 record would be taken back; dry run: --apply does it\n");
    assertThat(run("discard", "--undo", "frames/0/3", "--apply")).isZero();
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("frames/0/3");
  }

  @Test
  void aCutRecordIsNotSent() throws Exception {
    Rows.execute(
        connection,
        "UPDATE hearthwatch.frame SET raw_value = decode(repeat('20', 65536), 'hex')"
            + " WHERE kafka_offset = 1");
    assertThat(run("requeue", "frames/0/1")).isOne();
    assertThat(out.toString()).contains("the ledger keeps only the beginning");
  }

  /** More than anybody reads: what they cost does not grow with them. */
  @Test
  void veryManyAreToldInShort() throws Exception {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame
          (result_version, kafka_topic, kafka_partition, kafka_offset, offset_count, outcome, reason,
           camera_id, appended_at, detections, ingested_at, written_at, attempts)
        SELECT 'v1', 'frames', 0, 100 + n, 1, 'rejected', 'unknown_camera', 'camera-' || n % 7,
          timestamptz '2026-11-21 12:00Z' + n / 3000 * interval '1 day', 0, now(), now(), 1
        FROM generate_series(0, 9999) n
        """);
    assertThat(run("list", "--limit", "2")).isZero();
    assertThat(out.toString())
        .endsWith(
            "the newest 2 of more than 10000 records; --limit shows more; deadletters stats counts"
                + " them\n");
    assertThat(run("list", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("total").intValue()).isEqualTo(10_000);
    assertThat(json.get("more").booleanValue()).isTrue();

    assertThat(run("stats", "--limit", "3")).isZero();
    assertThat(out.toString())
        .containsPattern("unknown_camera +10000 +10000 +0")
        .containsPattern("camera-2 +1429 .*\n\\(6 more cameras\\) +5716 ")
        .containsPattern(
            "2026-11-24 +1000 .*\n2026-11-23 .*\n2026-11-22 .*\n\\(2 more days\\) +3003 ");
    assertThat(run("stats", "--limit", "3", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/by_camera/3/others").intValue())
        .isEqualTo(6);

    assertThat(run("requeue", "--all")).isZero();
    assertThat(out.toString())
        .contains("would be sent again: 2 records, missing_file")
        .contains("would be sent again: 10000 records, unknown_camera");
    assertThat(run("discard", "--all", "--apply", "--note", "a test")).isZero();
    assertThat(out.toString()).isEqualTo("discarded: 10003 records\n");
    assertThat(run("discard", "--undo", "--camera", "camera-0", "--apply")).isZero();
    assertThat(out.toString()).isEqualTo("taken back: 1429 records\n");
  }

  /** Pages end anywhere: also between records of one moment, whose offsets are in another order. */
  @Test
  void manyAreSentOnceEachPageByPage() throws Exception {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame
          (result_version, kafka_topic, kafka_partition, kafka_offset, offset_count, outcome, reason,
           camera_id, appended_at, detections, raw_key, raw_value, ingested_at, written_at, attempts)
        SELECT 'v1', 'frames', 0, 100 + n, 1, 'rejected',
          CASE WHEN n % 4 = 0 THEN 'invalid_field' ELSE 'missing_file' END, 'yard',
          timestamptz '2026-11-21 12:00Z' - n / 700 * interval '1 s', 0, 'yard', convert_to('many-' || n, 'UTF8'),
          now(), now(), 1
        FROM generate_series(0, 1599) n
        """);
    int before = sent().size();
    assertThat(apply("--camera", "yard")).isZero();
    assertThat(out.toString())
        .contains("sent again: 1200 records, missing_file")
        .contains("left: 400 records, invalid_field");
    assertThat(sent().stream().skip(before).map(DeadLettersITCase::value))
        .hasSize(1200)
        .doesNotHaveDuplicates()
        .first()
        .as("the oldest")
        .isEqualTo("many-1401");
    assertThat(
            Rows.one(connection, "SELECT count(*) FROM hearthwatch.requeue WHERE sent_offset > 0"))
        .isEqualTo("1200");
    assertThat(apply("--camera", "yard")).isZero();
    assertThat(out.toString()).contains("nothing to send again");
  }

  private static String value(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static FrameOutcome unreadable(long offset) {
    return new FrameOutcome(
        new RecordCoordinates(TOPIC, 0, offset),
        1,
        Verdict.rejected(Reason.MALFORMED_JSON, "the value is \u001b[31mred"),
        null,
        null,
        null,
        Results.WINDOW_START + 60_000,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        new byte[] {(byte) 0xff, 0, 0x1b, 0x5b},
        Results.WINDOW_START,
        0);
  }

  private static List<ConsumerRecord<String, byte[]>> sent() {
    return KafkaServer.shared().consumeAll(TOPIC);
  }

  private int apply(String... more) {
    List<String> words = new ArrayList<>(List.of("requeue"));
    words.addAll(List.of(more));
    words.addAll(
        List.of("--apply", "--bootstrap-servers", KafkaServer.shared().bootstrapServers()));
    return run(words.toArray(String[]::new));
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return execute(out, err, words);
  }

  private int execute(StringWriter out, StringWriter err, String... words) {
    List<String> all = new ArrayList<>(List.of("deadletters"));
    all.addAll(List.of(words));
    all.addAll(List.of("--jdbc-url", database.jdbcUrl(), "--user", database.user()));
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
