package io.hearthwatch.retain;

import io.hearthwatch.schema.SchemaException;
import io.hearthwatch.schema.SchemaVersion;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds out what must go by the rules, and removes it if told to.
 *
 * <p>One at a time for each database. A job may go on writing meanwhile: what is chosen lies behind
 * all that it may still revise, and was written longer ago than any restore may go back.
 */
public final class Retention {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Session session;
  private final RetentionRules rules;
  private final AtomicLong problemCount = new AtomicLong();
  private final Consumer<String> problems;
  private final Consumer<String> notes;
  private final ClosedRanges ranges;
  private final Windows windows;
  private final LooseRecords loose;

  /**
   * @param connection outside a transaction, of a role that may delete rows and make temporary
   *     tables; stays the caller's
   * @param rules what may stay
   * @param problems told what could not be looked at or removed, and whose rows stay therefore
   */
  public Retention(Connection connection, RetentionRules rules, Consumer<String> problems) {
    this.session = new Session(connection);
    this.rules = rules;
    this.problems =
        problem -> {
          problemCount.incrementAndGet();
          problems.accept(problem);
        };
    this.notes = problems;
    this.ranges = new ClosedRanges(session);
    this.windows = new Windows(session, ranges);
    this.loose = new LooseRecords(session, ranges);
  }

  /**
   * Says what must go, and changes nothing.
   *
   * @throws SchemaException when the tables are not the expected ones, or another retention is at
   *     work
   * @throws IOException when the pictures' directory cannot be looked through
   * @throws SQLException when the database cannot be asked
   */
  public RetentionReport dryRun() throws IOException, SQLException {
    return run(false, () -> false);
  }

  /**
   * Removes what must go: pictures first, then rows. Rows stay where a picture of theirs could not
   * be deleted, and where it was stopped; the next one goes on from there.
   *
   * @param stop asked between two files or transactions; the work done until then is whole
   * @throws SchemaException when the tables are not the expected ones, or another retention is at
   *     work
   * @throws IOException when the pictures' directory cannot be looked through
   * @throws SQLException when the database cannot be asked or does not remove
   */
  public RetentionReport apply(BooleanSupplier stop) throws IOException, SQLException {
    return run(true, stop);
  }

  private RetentionReport run(boolean apply, BooleanSupplier stop)
      throws IOException, SQLException {
    SchemaVersion.requireExpected(session.connection());
    if (!lock("pg_try_advisory_lock")) {
      throw new SchemaException(
          "another retention is at work on %s: let it end"
              .formatted(SchemaVersion.place(session.connection())));
    }
    try {
      return chooseAndRemove(apply, stop);
    } finally {
      lock("pg_advisory_unlock");
    }
  }

  private boolean lock(String function) throws SQLException {
    return session.query(
        "SELECT %s(hashtext('hearthwatch retention'))".formatted(function),
        rows -> rows.next() && rows.getBoolean(1));
  }

  private RetentionReport chooseAndRemove(boolean apply, BooleanSupplier stop)
      throws IOException, SQLException {
    Removals chosen = new Removals();
    Instant events = rules.before(rules.eventsOlderThan());
    Instant settled = settled();
    Instant wanted = latest(rules.before(rules.rowsOlderThan()), hourThatIsTooMuch(), events);
    Instant rows = wanted;
    Pictures pictures = null;
    Set<String> away = Set.of();
    if (rules.frames() != null) {
      pictures = new Pictures(session, rules.frames(), problems);
      Instant taken = rules.before(rules.framesOlderThan());
      pictures.choose(taken, rules.framesMaxBytes(), earliest(events, taken), settled);
      pictures.tallyChosen(chosen);
      rows = earliest(rows, pictures.oldestStaying());
      away = rows == null ? away : pictures.camerasAway(taken, notes);
    }
    events = events == null ? null : earliest(events, rows);
    if (rows != null) {
      windows.choose(rows, events, settled, rules.allowedLateness(), away);
      windows.tallyChosen(chosen);
      loose.choose(rows, settled, away);
      loose.tallyChosen(chosen);
    }
    Removals removed = new Removals();
    if (apply) {
      if (pictures != null) {
        pictures.remove(removed, stop);
      }
      if (rows != null && problemCount.get() == 0) {
        removeRows(removed, stop);
      }
    }
    return new RetentionReport(
        chosen,
        removed,
        rows,
        events,
        rows != null && rows.isBefore(wanted),
        stop.getAsBoolean(),
        problemCount.get());
  }

  private void removeRows(Removals removed, BooleanSupplier stop) throws SQLException {
    Connection connection = session.connection();
    ranges.prepare();
    connection.setAutoCommit(false);
    try {
      windows.remove(removed, stop);
      loose.remove(removed, stop);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The moment before which a row is settled, by the clock that stamped the rows. */
  private Instant settled() throws SQLException {
    return session.moment(
        "SELECT now() - ? * interval '1 millisecond'", rules.settledFor().toMillis());
  }

  /** The end of the newest hour whose rows, with all newer ones, are more than may stay. */
  private Instant hourThatIsTooMuch() throws SQLException {
    if (rules.rowsMaxBytes() == null) {
      return null;
    }
    return session.query(
        """
        SELECT hour, sum(bytes)
        FROM (
          SELECT pg_column_size(f) AS bytes, date_trunc('hour', coalesce(
            CASE WHEN batch_id IS NOT NULL THEN captured_at END, appended_at, ingested_at), 'UTC') AS hour
          FROM hearthwatch.frame f
          UNION ALL
          SELECT pg_column_size(d), date_trunc('hour', captured_at, 'UTC')
          FROM hearthwatch.detection d) sizes
        GROUP BY hour ORDER BY hour DESC
        """,
        hours -> {
          long bytes = 0;
          while (hours.next()) {
            bytes += hours.getLong(2);
            if (bytes > rules.rowsMaxBytes()) {
              return hours.getObject(1, OffsetDateTime.class).toInstant().plus(HOUR);
            }
          }
          return null;
        });
  }

  /** Null counts for nothing. */
  private static Instant latest(Instant... moments) {
    return Stream.of(moments).filter(moment -> moment != null).max(Instant::compareTo).orElse(null);
  }

  /** The earlier one; the first where there is no second, null where there is no first. */
  private static Instant earliest(Instant first, Instant second) {
    return first == null || second == null || first.isBefore(second) ? first : second;
  }
}
