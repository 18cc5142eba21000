package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
  private static final int AT_ONCE = 500;

  /**
   * Notes sendings, of those that no other is under way of: sees, under the lock, what others
   * noted.
   */
  private static final String NOTE =
      """
      INSERT INTO hearthwatch.requeue (id, kafka_topic, kafka_partition, kafka_offset, requested_by)
      SELECT i.id, l.kafka_topic, l.kafka_partition, l.kafka_offset, ?
      FROM unnest(?::text[], ?::text[], ?::integer[], ?::bigint[]) AS i(id, topic, partition, position)
      JOIN bi.dead_letter l ON l.kafka_topic = i.topic AND l.kafka_partition = i.partition
        AND l.kafka_offset = i.position
      WHERE l.result_version = ? AND (l.state = 'open' OR (l.state = 'requeued' AND ?))
      RETURNING id
      """;

  private static final String NOTE_SENT =
      """
      UPDATE hearthwatch.requeue q SET sent_at = now(), sent_offset = i.position
      FROM unnest(?::text[], ?::bigint[]) AS i(id, position)
      WHERE q.id = i.id
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
    for (Alike alike : letters.alike(filter)) {
      String refusal = Refusal.of(alike.state(), alike.reason(), alike.cut(), again);
      if (refusal == null) {
        report.sent().merge(alike.reason(), alike.records(), Long::sum);
      } else {
        report.left().merge(refusal, alike.records(), Long::sum);
      }
    }
    return report;
  }

  /**
   * Sends.
   *
   * @param producer of the topic's brokers, which acknowledge when all replicas have a record
   * @param stop asked between pages of some hundred
   * @throws IOException when the broker did not take a record; others of its page may be sent, and
   *     those are noted
   */
  public RequeueReport apply(
      LetterFilter filter, Producer<byte[], byte[]> producer, BooleanSupplier stop)
      throws SQLException, IOException, InterruptedException {
    RequeueReport report = new RequeueReport(new TreeMap<>(), new LinkedHashMap<>());
    Place after = null;
    boolean more = true;
    while (more && !stop.getAsBoolean()) {
      Place end = letters.pageEnd(filter, after, AT_ONCE);
      List<Letter> page = letters.page(filter, after, end);
      Map<RecordCoordinates, RawRecord> raw =
          letters.raw(filter.resultVersion(), page.stream().map(Letter::at).toList());
      List<Letter> sendable = sendable(page, raw, report);
      if (!sendable.isEmpty()) {
        send(note(filter.resultVersion(), sendable, report), raw, producer, report);
      }
      after = end;
      more = end != null;
    }
    return report;
  }

  private List<Letter> sendable(
      List<Letter> page, Map<RecordCoordinates, RawRecord> raw, RequeueReport report) {
    List<Letter> sendable = new ArrayList<>();
    for (Letter letter : page) {
      boolean cut = raw.get(letter.at()).mayBeCut();
      String refusal = Refusal.of(letter.state(), letter.reason(), cut, again);
      if (refusal == null) {
        sendable.add(letter);
      } else {
        report.left().merge(refusal, 1L, Long::sum);
      }
    }
    return sendable;
  }

  private void send(
      Map<String, Letter> noted,
      Map<RecordCoordinates, RawRecord> raws,
      Producer<byte[], byte[]> producer,
      RequeueReport report)
      throws SQLException, IOException, InterruptedException {
    Map<String, Future<RecordMetadata>> sendings = new LinkedHashMap<>();
    noted.forEach(
        (id, letter) -> {
          RecordCoordinates at = letter.at();
          RawRecord raw = raws.get(at);
          sendings.put(
              id,
              producer.send(
                  new ProducerRecord<>(
                      at.topic(),
                      at.partition(),
                      null,
                      raw.key(),
                      raw.value(),
                      RequeueHeaders.of(new Requeue(at, id)))));
        });
    producer.flush();
    Map<String, Long> offsets = new LinkedHashMap<>();
    IOException refused = null;
    try {
      for (Map.Entry<String, Future<RecordMetadata>> sending : sendings.entrySet()) {
        Letter letter = noted.get(sending.getKey());
        try {
          offsets.put(sending.getKey(), sending.getValue().get().offset());
          report.sent().merge(letter.reason(), 1L, Long::sum);
        } catch (ExecutionException e) {
          // Those behind it may have been taken all the same.
          refused = refused == null ? notTaken(letter, e) : refused;
        }
      }
    } finally {
      noteSent(offsets, refused);
    }
    if (refused != null) {
      throw refused;
    }
  }

  private static IOException notTaken(Letter letter, ExecutionException e) {
    return new IOException(
        "%s was not taken by the broker; run the same again with --again"
            .formatted(RequeueHeaders.text(letter.at())),
        e.getCause());
  }

  /** What went wrong first is what is to be said, where both broker and database are away. */
  private void noteSent(Map<String, Long> offsets, IOException before) throws SQLException {
    try {
      noteSent(offsets);
    } catch (SQLException e) {
      if (before == null) {
        throw e;
      }
      before.addSuppressed(e);
    }
  }

  private Map<String, Letter> note(String resultVersion, List<Letter> page, RequeueReport report)
      throws SQLException {
    Map<String, Letter> noted = new LinkedHashMap<>();
    page.forEach(letter -> noted.put(UUID.randomUUID().toString(), letter));
    List<Object> parameters = new ArrayList<>();
    parameters.add(by);
    parameters.add(noted.keySet().toArray(String[]::new));
    parameters.addAll(Page.of(page.stream().map(Letter::at).toList()));
    parameters.add(resultVersion);
    parameters.add(again);
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("LOCK TABLE hearthwatch.requeue IN EXCLUSIVE MODE");
      noted.keySet().retainAll(letters.query(NOTE, parameters, row -> row.getString(1)));
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    if (noted.size() < page.size()) {
      report
          .left()
          .merge(
              "somebody else requeued or discarded it just now",
              (long) page.size() - noted.size(),
              Long::sum);
    }
    return noted;
  }

  private void noteSent(Map<String, Long> offsets) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(NOTE_SENT)) {
      Page.set(
          update,
          List.of(offsets.keySet().toArray(String[]::new), offsets.values().toArray(Long[]::new)));
      update.executeUpdate();
    }
  }
}
