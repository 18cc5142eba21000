package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends rejected records again, the oldest first: same topic, partition, key and value, with
 * headers that say what they repeat.
 *
 * <p>Each sending is noted before it is begun, so that after a crash it is known which may have
 * been sent, and two people at once do not both send. Should one be sent twice all the same, the
 * job analyses the frame once: this is care, not what correctness rests on.
 *
 * <p>Not safe to share between threads.
 */
public final class Requeuing {
  private static final int AT_ONCE = 200;

  /** Notes a sending unless another one is under way: sees, under the lock, what others noted. */
  private static final String NOTE =
      """
      INSERT INTO hearthwatch.requeue (id, kafka_topic, kafka_partition, kafka_offset, requested_by)
      SELECT ?, l.kafka_topic, l.kafka_partition, l.kafka_offset, ?
      FROM bi.dead_letter l
      WHERE l.result_version = ? AND l.kafka_topic = ? AND l.kafka_partition = ?
        AND l.kafka_offset = ? AND (l.state = 'open' OR (l.state = 'requeued' AND ?))
      """;

  private final Connection connection;
  private final Letters letters;
  private final String by;
  private final boolean again;

  /**
   * @param connection of a role that may write table {@code requeue}, in autocommit mode
   * @param by who sends
   * @param again whether to send those too that were sent, and are not accounted for yet
   */
  public Requeuing(Connection connection, String by, boolean again) {
    this.connection = connection;
    this.letters = new Letters(connection);
    this.by = by;
    this.again = again;
  }

  /** Says what would be sent, and changes nothing. */
  public RequeueReport dryRun(LetterFilter filter) throws SQLException {
    RequeueReport report = new RequeueReport(new TreeMap<>(), new LinkedHashMap<>());
    List<Letter> page = letters.oldestAfter(filter, null, AT_ONCE);
    while (!page.isEmpty()) {
      sendable(filter.resultVersion(), page, report)
          .keySet()
          .forEach(letter -> report.sent().merge(letter.reason(), 1L, Long::sum));
      page = letters.oldestAfter(filter, page.get(page.size() - 1), AT_ONCE);
    }
    return report;
  }

  /**
   * Sends.
   *
   * @param producer of the topic's brokers, which acknowledge when all replicas have a record
   * @param stop asked between pages of some hundred
   * @throws IOException when the broker did not take a record; those before it are sent
   */
  public RequeueReport apply(
      LetterFilter filter, Producer<byte[], byte[]> producer, BooleanSupplier stop)
      throws SQLException, IOException, InterruptedException {
    RequeueReport report = new RequeueReport(new TreeMap<>(), new LinkedHashMap<>());
    List<Letter> page = letters.oldestAfter(filter, null, AT_ONCE);
    while (!page.isEmpty() && !stop.getAsBoolean()) {
      send(
          filter.resultVersion(), sendable(filter.resultVersion(), page, report), producer, report);
      page = letters.oldestAfter(filter, page.get(page.size() - 1), AT_ONCE);
    }
    return report;
  }

  private Map<Letter, RawRecord> sendable(
      String resultVersion, List<Letter> page, RequeueReport report) throws SQLException {
    Map<Letter, RawRecord> sendable = new LinkedHashMap<>();
    for (Letter letter : page) {
      RawRecord raw = letters.raw(resultVersion, letter.at());
      String refusal = Refusal.of(letter, raw, again);
      if (refusal == null) {
        sendable.put(letter, raw);
      } else {
        report.left().merge(refusal, 1L, Long::sum);
      }
    }
    return sendable;
  }

  private void send(
      String resultVersion,
      Map<Letter, RawRecord> page,
      Producer<byte[], byte[]> producer,
      RequeueReport report)
      throws SQLException, IOException, InterruptedException {
    Map<String, Letter> noted = note(resultVersion, page.keySet().stream().toList(), report);
    Map<String, Future<RecordMetadata>> sendings = new LinkedHashMap<>();
    for (Map.Entry<String, Letter> entry : noted.entrySet()) {
      RecordCoordinates at = entry.getValue().at();
      RawRecord raw = page.get(entry.getValue());
      sendings.put(
          entry.getKey(),
          producer.send(
              new ProducerRecord<>(
                  at.topic(),
                  at.partition(),
                  null,
                  raw.key(),
                  raw.value(),
                  RequeueHeaders.of(new Requeue(at, entry.getKey())))));
    }
    producer.flush();
    for (Map.Entry<String, Future<RecordMetadata>> sending : sendings.entrySet()) {
      Letter letter = noted.get(sending.getKey());
      try {
        noteSent(sending.getKey(), sending.getValue().get().offset());
        report.sent().merge(letter.reason(), 1L, Long::sum);
      } catch (ExecutionException e) {
        throw new IOException(
            "%s was not taken by the broker; run the same again with --again"
                .formatted(RequeueHeaders.text(letter.at())),
            e.getCause());
      }
    }
  }

  private Map<String, Letter> note(String resultVersion, List<Letter> page, RequeueReport report)
      throws SQLException {
    Map<String, Letter> noted = new LinkedHashMap<>();
    connection.setAutoCommit(false);
    try (PreparedStatement lock =
            connection.prepareStatement("LOCK TABLE hearthwatch.requeue IN EXCLUSIVE MODE");
        PreparedStatement insert = connection.prepareStatement(NOTE)) {
      lock.execute();
      for (Letter letter : page) {
        String id = UUID.randomUUID().toString();
        insert.setString(1, id);
        insert.setString(2, by);
        insert.setString(3, resultVersion);
        insert.setString(4, letter.at().topic());
        insert.setInt(5, letter.at().partition());
        insert.setLong(6, letter.at().offset());
        insert.setBoolean(7, again);
        if (insert.executeUpdate() == 1) {
          noted.put(id, letter);
        } else {
          report.left().merge("somebody else requeued or discarded it just now", 1L, Long::sum);
        }
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return noted;
  }

  private void noteSent(String id, long offset) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE hearthwatch.requeue SET sent_at = now(), sent_offset = ? WHERE id = ?")) {
      update.setLong(1, offset);
      update.setString(2, id);
      update.executeUpdate();
    }
  }
}
