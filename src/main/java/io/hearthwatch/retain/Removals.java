package io.hearthwatch.retain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much goes, or went, of each kind and camera.
 *
 * <p>Not safe to share between threads.
 */
public final class Removals {

  /**
   * What goes together in one line.
   *
   * @param kind {@code picture} or a table's name
   * @param camera its camera; empty for records that named none
   */
  public record Of(String kind, String camera) implements Comparable<Of> {
    private static final List<String> ORDER =
        List.of("picture", "detection", "frame", "event", "batch");

    @Override
    public int compareTo(Of other) {
      int byKind = Integer.compare(ORDER.indexOf(kind), ORDER.indexOf(other.kind));
      return byKind != 0 ? byKind : camera.compareTo(other.camera);
    }
  }

  /**
   * How much.
   *
   * @param count files or rows
   * @param bytes of the files, or of the rows without indexes
   * @param oldest when the first was taken, or its window began; null for nothing
   * @param newest when the last was
   */
  public record Amount(long count, long bytes, Instant oldest, Instant newest) {
    private Amount plus(Amount other) {
      return new Amount(
          count + other.count,
          bytes + other.bytes,
          oldest.isBefore(other.oldest) ? oldest : other.oldest,
          newest.isAfter(other.newest) ? newest : other.newest);
    }
  }

  private final Map<Of, Amount> amounts = new TreeMap<>();

  /** Everything, in the order of removal, then by camera. */
  public Map<Of, Amount> amounts() {
    return new TreeMap<>(amounts);
  }

  /** Files or rows of a kind, over all cameras. */
  public long count(String kind) {
    return amounts.entrySet().stream()
        .filter(entry -> entry.getKey().kind().equals(kind))
        .mapToLong(entry -> entry.getValue().count())
        .sum();
  }

  void add(String kind, String camera, Amount amount) {
    amounts.merge(new Of(kind, camera), amount, Amount::plus);
  }

  void add(Removals others) {
    others.amounts.forEach((of, amount) -> amounts.merge(of, amount, Amount::plus));
  }

  /** Adds rows of camera, count, bytes, oldest and newest. */
  void add(String kind, ResultSet rows) throws SQLException {
    while (rows.next()) {
      String camera = rows.getString(1);
      add(
          kind,
          camera == null ? "" : camera,
          new Amount(rows.getLong(2), rows.getLong(3), instant(rows, 4), instant(rows, 5)));
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A line for each kind and camera; empty when there is nothing. */
  public String text() {
    StringBuilder text = new StringBuilder();
    amounts.forEach(
        (of, amount) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-10s %-24s %,12d %,18d bytes  %s to %s%n",
                    of.kind(),
                    of.camera().isEmpty() ? "(no camera)" : of.camera(),
                    amount.count(),
                    amount.bytes(),
                    amount.oldest(),
                    amount.newest())));
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Removals removals && amounts.equals(removals.amounts);
  }

  @Override
  public int hashCode() {
    return amounts.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
