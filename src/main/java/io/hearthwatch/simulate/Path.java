package io.hearthwatch.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way of one object through a scene: at least two waypoints with rising times. Immutable.
 *
 * @param waypoints in order
 */
record Path(List<Waypoint> waypoints) {
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
  private static final Pattern THERE = Pattern.compile(NUMBER + " " + NUMBER + "," + NUMBER);
  private static final Pattern STAY = Pattern.compile(NUMBER + " stay");

  Path {
    waypoints = List.copyOf(waypoints);
    if (waypoints.size() < 2) {
      throw new IllegalArgumentException("a path needs two waypoints, got " + waypoints);
    }
    for (int i = 1; i < waypoints.size(); i++) {
      if (waypoints.get(i).second() <= waypoints.get(i - 1).second()) {
        throw new IllegalArgumentException("waypoint times must rise: " + waypoints);
      }
    }
  }

  /**
   * Reads a way such as {@code 20 172,132; 28 262,268; 41 stay; 50 700,270}: at second 20 at column
   * 172 of row 132, and so on; {@code stay} is the place before.
   *
   * @throws IllegalArgumentException when a part is neither
   */
  static Path parse(String way) {
    List<Waypoint> waypoints = new ArrayList<>();
    for (String part : way.split(";", -1)) {
      Matcher there = THERE.matcher(part.trim());
      Matcher stay = STAY.matcher(part.trim());
      if (there.matches()) {
        waypoints.add(
            new Waypoint(
                Double.parseDouble(there.group(1)),
                Double.parseDouble(there.group(2)),
                Double.parseDouble(there.group(3))));
      } else if (stay.matches() && !waypoints.isEmpty()) {
        Waypoint last = waypoints.get(waypoints.size() - 1);
        waypoints.add(new Waypoint(Double.parseDouble(stay.group(1)), last.x(), last.y()));
      } else {
        throw new IllegalArgumentException(
            "'"
                + part.trim()
                + "' in the way '"
                + way
                + "' is not <second> <x>,<y> or <second> stay");
      }
    }
    return new Path(waypoints);
  }

  /** Seconds since the act's start at which it begins, inclusive. */
  double from() {
    return waypoints.get(0).second();
  }

  /** Seconds since the act's start at which it ends, exclusive. */
  double until() {
    return waypoints.get(waypoints.size() - 1).second();
  }

  /** Whether the object is there at a second of the act. */
  boolean covers(double second) {
    return second >= from() && second < until();
  }

  /** Where the object is; the second must be covered. */
  Position at(double second) {
    if (!covers(second)) {
      throw new IllegalArgumentException(
          "second " + second + " is outside the path, " + from() + " to " + until());
    }
    double travelled = 0;
    int i = 1;
    while (waypoints.get(i).second() <= second) {
      travelled += distance(waypoints.get(i - 1), waypoints.get(i));
      i++;
    }
    Waypoint a = waypoints.get(i - 1);
    Waypoint b = waypoints.get(i);
    double share = (second - a.second()) / (b.second() - a.second());
    int moving = i;
    while (moving > 1 && standing(moving)) {
      moving--;
    }
    Waypoint from = waypoints.get(moving - 1);
    Waypoint to = waypoints.get(moving);
    double span = to.second() - from.second();
    return new Position(
        a.x() + share * (b.x() - a.x()),
        a.y() + share * (b.y() - a.y()),
        (to.x() - from.x()) / span,
        (to.y() - from.y()) / span,
        standing(i),
        travelled + share * distance(a, b));
  }

  private boolean standing(int leg) {
    return waypoints.get(leg - 1).x() == waypoints.get(leg).x()
        && waypoints.get(leg - 1).y() == waypoints.get(leg).y();
  }

  private static double distance(Waypoint a, Waypoint b) {
    return Math.hypot(b.x() - a.x(), b.y() - a.y());
  }
}
