package io.hearthwatch.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Some minutes in the life of a house: acts with pauses between them, during which no camera takes
 * pictures. Immutable.
 */
public final class Story {
  private static final Map<String, Function<Instant, Story>> ALL =
      new TreeMap<>(
          Map.of(
              DayAndNight.NAME, DayAndNight::startingAt,
              NightVisitors.NAME, NightVisitors::startingAt,
              QuietAfternoon.NAME, QuietAfternoon::startingAt));

  private final String name;
  private final Instant start;
  private final List<Act> acts;

  Story(String name, Instant start, List<Act> acts) {
    this.name = name;
    this.start = start;
    this.acts = List.copyOf(acts);
    for (int i = 1; i < acts.size(); i++) {
      if (acts.get(i).offset().compareTo(acts.get(i - 1).end()) < 0) {
        throw new IllegalArgumentException("act " + i + " of " + name + " begins too early");
      }
    }
  }

  /**
   * A story by its name.
   *
   * @param name one of {@link #names()}
   * @param start event time of its begin. The light follows the script, not the clock: {@code
   *     day-and-night} and {@code quiet-afternoon} are meant to begin at 14:00 local time, {@code
   *     night-visitors} at 02:00
   * @throws IllegalArgumentException when there is no such story
   */
  public static Story named(String name, Instant start) {
    Function<Instant, Story> story = ALL.get(name);
    if (story == null) {
      throw new IllegalArgumentException("no story " + name + "; there are " + ALL.keySet());
    }
    return story.apply(start);
  }

  /** The names of all stories, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The story's name. */
  public String name() {
    return name;
  }

  /** Begin of the first act: the time of the first picture. */
  public Instant start() {
    return start;
  }

  /** End of the last act, exclusive; a story in the past must end before now. */
  public Instant end() {
    return start.plus(acts.get(acts.size() - 1).end());
  }

  /** Time with pictures: the sum of the acts' lengths. */
  public Duration playingTime() {
    return acts.stream().map(Act::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** The acts in order of time. */
  List<Act> acts() {
    return acts;
  }

  /**
   * The act that plays at a moment.
   *
   * @throws IllegalArgumentException when none does
   */
  Act actAt(Instant moment) {
    Duration since = Duration.between(start, moment);
    for (Act act : acts) {
      if (since.compareTo(act.offset()) >= 0 && since.compareTo(act.end()) < 0) {
        return act;
      }
    }
    throw new IllegalArgumentException(
        "story " + name + " (" + start + " to " + end() + ") has no act at " + moment);
  }
}
