package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.JobRules;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The risk of a window, point by point as {@code docs/risk.md} has it. */
final class Score {
  /**
   * @param name of the factor
   * @param points what it adds
   */
  record Factor(String name, int points) {}

  private final JobRules rules;
  private final List<Seen> admitted;
  private final List<Seen> searched;
  private final List<Factor> factors = new ArrayList<>();

  /**
   * @param window the window's frames
   */
  Score(JobRules rules, List<Seen> window) {
    this.rules = rules;
    this.admitted = window;
    this.searched = window.stream().filter(Seen::searched).toList();
  }

  /** The factors in the document's order; null when nothing watched was seen. */
  List<Factor> factors() {
    int people = atOnce(Watched.PEOPLE);
    int vehicles = atOnce(Watched.VEHICLES);
    int animals = atOnce(Watched.ANIMALS);
    if (people + vehicles + animals == 0) {
      return null;
    }
    boolean night = night();
    double stay = people == 0 ? 0 : staySeconds();
    if (people > 0) {
      person(people, stay);
    }
    give(vehicles > 0, "vehicle_present", 3);
    give(animals > 0 && people == 0 && vehicles == 0, "only_animals", 2);
    if (night) {
      give(people > 0, "person_at_night", 20);
      boolean lingers = people > 0 && stay >= 30;
      give(lingers, "lingering_at_night", 10);
      give(lingers && people == 2, "group_lingering_at_night", 5);
      give(lingers && people == 3, "group_lingering_at_night", 8);
      give(lingers && people >= 4, "group_lingering_at_night", 12);
      give(people > 0 && vehicles > 0, "person_with_vehicle_at_night", 4);
      give(people == 0 && vehicles > 0, "vehicle_at_night", 5);
    }
    int sum = sum();
    int onScale = Math.max(0, Math.min(100, sum));
    give(sum != onScale, "scale_limit", onScale - sum);
    return List.copyOf(factors);
  }

  /** The score: what the factors sum to. */
  int sum() {
    return factors.stream().mapToInt(Factor::points).sum();
  }

  /** The level of a score. */
  static String level(int score) {
    return score <= 29 ? "low" : score <= 59 ? "medium" : score <= 84 ? "high" : "critical";
  }

  private void person(int people, double stay) {
    int surest =
        searched.stream()
            .flatMap(seen -> seen.sight().found().stream())
            .filter(found -> found.label().equals("person"))
            .mapToInt(Found::confidenceE4)
            .max()
            .orElse(0);
    give(true, "person_present", 12);
    give(surest >= 8500, "person_confidence", 3);
    give(surest < 6000, "person_confidence", -5);
    give(framesWith("person") == 1 && searched.size() >= 5, "person_in_one_frame", -4);
    give(people == 2, "people_count", 5);
    give(people == 3, "people_count", 7);
    give(people >= 4, "people_count", 9);
    give(stay >= 15 && stay < 30, "person_stay", 4);
    give(stay >= 30 && stay < 60, "person_stay", 22);
    give(stay >= 60, "person_stay", 32);
  }

  private void give(boolean when, String name, int points) {
    if (when) {
      factors.add(new Factor(name, points));
    }
  }

  /** The most boxes in one frame; of several classes the sum of their maxima. */
  private int atOnce(List<String> labels) {
    return (int)
        labels.stream()
            .mapToLong(
                label -> searched.stream().mapToLong(seen -> seen.count(label)).max().orElse(0))
            .sum();
  }

  private long framesWith(String label) {
    return searched.stream().filter(seen -> seen.count(label) > 0).count();
  }

  /**
   * From the first to the last sight, but at most their share of the time of all admitted frames.
   */
  private double staySeconds() {
    double between = span(searched.stream().filter(seen -> seen.count("person") > 0).toList());
    double share = span(admitted) * framesWith("person") / searched.size();
    return Math.min(between, share) / 1e6;
  }

  private static double span(List<Seen> frames) {
    long first = frames.stream().mapToLong(Seen::capturedMicros).min().orElse(0);
    long last = frames.stream().mapToLong(Seen::capturedMicros).max().orElse(0);
    return last - first;
  }

  /** By the first and the last sight of anything watched. */
  private boolean night() {
    LongStream.Builder sights = LongStream.builder();
    searched.stream()
        .filter(seen -> seen.sight().found().stream().anyMatch(f -> Watched.rank(f.label()) < 3))
        .forEach(seen -> sights.add(seen.capturedMicros()));
    long[] moments = sights.build().sorted().toArray();
    return dark(moments[0]) || dark(moments[moments.length - 1]);
  }

  private boolean dark(long micros) {
    LocalTime time =
        Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(rules.zone()).toLocalTime();
    boolean overMidnight = rules.nightStart().isAfter(rules.nightEnd());
    boolean begun = !time.isBefore(rules.nightStart());
    boolean before = time.isBefore(rules.nightEnd());
    return overMidnight ? begun || before : begun && before;
  }
}
