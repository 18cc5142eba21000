package io.hearthwatch.deadletters;

import java.sql.SQLException;
import java.util.List;

/**
 * How many rejected records there are, by what they have in common.
 *
 * @param byReason by reason and state
 * @param byCamera by camera and state
 * @param byDay by the site's day of arrival and state
 */
public record Stats(List<Line> byReason, List<Line> byCamera, List<Line> byDay) {

  /**
   * How many of one kind.
   *
   * @param name reason, camera or day; empty for records that named no camera
   * @param open see {@link LetterState}, as all others
   */
  public record Line(
      String name, long open, long requeued, long late, long recovered, long discarded) {

    /** All states together. */
    public long total() {
      return open + requeued + late + recovered + discarded;
    }
  }

  /** Counts those that are meant. */
  public static Stats of(Letters letters, LetterFilter filter) throws SQLException {
    return new Stats(
        lines(letters, filter, "l.reason", "7 DESC, 1"),
        lines(letters, filter, "coalesce(l.camera_id, '')", "7 DESC, 1"),
        lines(
            letters,
            filter,
            "(l.recorded_at AT TIME ZONE (SELECT time_zone FROM bi.site))::date::text",
            "1 DESC"));
  }

  private static List<Line> lines(Letters letters, LetterFilter filter, String name, String order)
      throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    return letters.query(
        """
        SELECT %s, count(*) FILTER (WHERE l.state = 'open'),
          count(*) FILTER (WHERE l.state = 'requeued'), count(*) FILTER (WHERE l.state = 'late'),
          count(*) FILTER (WHERE l.state = 'recovered'),
          count(*) FILTER (WHERE l.state = 'discarded'), count(*)
        FROM bi.dead_letter l WHERE %s GROUP BY 1 ORDER BY %s
        """
            .formatted(name, condition.sql(), order),
        condition.parameters(),
        row ->
            new Line(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
  }
}
