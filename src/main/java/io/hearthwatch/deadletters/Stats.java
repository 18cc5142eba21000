package io.hearthwatch.deadletters;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rejected records there are, by what they have in common.
 *
 * @param byReason by reason and state, the most first
 * @param byCamera by camera and state, the most first
 * @param byDay by the site's day of arrival and state, the newest first
 */
public record Stats(List<Line> byReason, List<Line> byCamera, List<Line> byDay) {

  /** Reads the letters once, whatever they are counted by. */
  private static final String COUNTED =
      """
      WITH letter AS (
        SELECT l.reason, coalesce(l.camera_id, '') AS camera, l.state,
          (l.recorded_at AT TIME ZONE (SELECT time_zone FROM bi.site))::date::text AS day
        FROM bi.dead_letter l
        WHERE %s
      ), counted AS (
        SELECT CASE 0 WHEN grouping(reason) THEN 'reason' WHEN grouping(camera) THEN 'camera'
            ELSE 'day' END AS kind,
          coalesce(reason, camera, day) AS name,
          count(*) FILTER (WHERE state = 'open') AS open,
          count(*) FILTER (WHERE state = 'requeued') AS requeued,
          count(*) FILTER (WHERE state = 'late') AS late,
          count(*) FILTER (WHERE state = 'recovered') AS recovered,
          count(*) FILTER (WHERE state = 'discarded') AS discarded,
          count(*) AS total
        FROM letter
        GROUP BY GROUPING SETS ((reason), (camera), (day))
      ), placed AS (
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY
          CASE kind WHEN 'day' THEN name END DESC, total DESC, name) AS place
        FROM counted
      )
      SELECT kind, CASE WHEN min(place) <= %2$d THEN min(name) END, count(*), sum(open),
        sum(requeued), sum(late), sum(recovered), sum(discarded)
      FROM placed
      GROUP BY kind, least(place, %2$d + 1)
      ORDER BY kind, min(place)
      """;

  /**
   * How many of one kind.
   *
   * @param name reason, camera or day; empty for records that named no camera; null for all that
   *     come behind those that were asked for
   * @param names how many reasons, cameras or days it stands for
   * @param open see {@link LetterState}, as all others
   */
  public record Line(
      String name,
      long names,
      long open,
      long requeued,
      long late,
      long recovered,
      long discarded) {

    /** All states together. */
    public long total() {
      return open + requeued + late + recovered + discarded;
    }
  }

  private record Placed(String kind, Line line) {}

  /**
   * Counts those that are meant.
   *
   * @param most how many reasons, cameras and days are told apart, from 1; the others are one line
   */
  public static Stats of(Letters letters, LetterFilter filter, int most) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    List<Placed> placed =
        letters.query(
            COUNTED.formatted(condition.sql(), most),
            condition.parameters(),
            row ->
                new Placed(
                    row.getString(1),
                    new Line(
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8))));
    return new Stats(of("reason", placed), of("camera", placed), of("day", placed));
  }

  private static List<Line> of(String kind, List<Placed> placed) {
    List<Line> lines = new ArrayList<>();
    for (Placed one : placed) {
      if (one.kind().equals(kind)) {
        lines.add(one.line());
      }
    }
    return lines;
  }
}
