package io.hearthwatch.assess;

import io.hearthwatch.domain.RiskFactor;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules and their points, in the order in which factors are listed. Constants that share a
 * factor name exclude each other. Calibrated so that an ordinary site's batches fall to about 80,
 * 15, 4 and 1 % on low, medium, high and critical: nothing seen by day is more than medium, and
 * critical takes several people who stay at night.
 */
enum RiskRule {
  PERSON(
      "person_present",
      12,
      "a person was seen",
      scene -> scene.people().seen(),
      scene -> "a person was seen in " + count(scene.people().frames(), "frame")),
  CERTAIN_PERSON(
      "person_confidence",
      3,
      "the highest confidence of a person is 0.85 or more",
      scene -> scene.people().maxConfidenceE4() >= 8500,
      RiskRule::confidence),
  DOUBTFUL_PERSON(
      "person_confidence",
      -5,
      "the highest confidence of a person is below 0.60",
      scene -> scene.people().seen() && scene.people().maxConfidenceE4() < 6000,
      RiskRule::confidence),
  FLEETING_PERSON(
      "person_in_one_frame",
      -4,
      "a person was seen in a single frame, of 5 or more that were searched",
      scene -> scene.people().frames() == 1 && scene.framesAnalysed() >= 5,
      scene -> "only 1 of " + scene.framesAnalysed() + " frames shows a person"),
  TWO_PEOPLE(
      "people_count",
      5,
      "2 people at once",
      scene -> scene.people().mostAtOnce() == 2,
      RiskRule::peopleAtOnce),
  THREE_PEOPLE(
      "people_count",
      7,
      "3 people at once",
      scene -> scene.people().mostAtOnce() == 3,
      RiskRule::peopleAtOnce),
  MANY_PEOPLE(
      "people_count",
      9,
      "4 or more people at once",
      scene -> scene.people().mostAtOnce() >= 4,
      RiskRule::peopleAtOnce),
  SHORT_STAY(
      "person_stay",
      4,
      "people were in view for 15 s or more, but less than 30 s",
      scene -> scene.personStayed(15) && !scene.personStayed(30),
      RiskRule::stay),
  LINGERING(
      "person_stay",
      22,
      "people were in view for 30 s or more, but less than 60 s",
      scene -> scene.personStayed(30) && !scene.personStayed(60),
      RiskRule::stay),
  LONG_LINGERING(
      "person_stay",
      32,
      "people were in view for 60 s or more",
      scene -> scene.personStayed(60),
      RiskRule::stay),
  VEHICLE(
      "vehicle_present",
      3,
      "a vehicle was seen (car, truck, bus, motorcycle, bicycle)",
      scene -> scene.vehicles().seen(),
      scene -> count(scene.vehicles().mostAtOnce(), "vehicle") + " at once"),
  ONLY_ANIMALS(
      "only_animals",
      2,
      "animals were seen, but neither a person nor a vehicle",
      scene -> scene.animals().seen() && !scene.people().seen() && !scene.vehicles().seen(),
      scene -> "nothing but " + count(scene.animals().mostAtOnce(), "animal")),
  PERSON_AT_NIGHT(
      "person_at_night",
      20,
      "a person was seen at night",
      scene -> scene.people().seen() && scene.night(),
      scene ->
          "a person was seen in "
              + count(scene.people().frames(), "frame")
              + ", in a window at night"),
  LINGERING_AT_NIGHT(
      "lingering_at_night",
      10,
      "people were in view for 30 s or more, at night",
      scene -> scene.personStayed(30) && scene.night(),
      scene -> "staying for " + scene.people().staySeconds() + " s is unusual at night"),
  TWO_LINGERING_AT_NIGHT(
      "group_lingering_at_night",
      5,
      "the same with 2 people at once",
      scene -> scene.personStayed(30) && scene.night() && scene.people().mostAtOnce() == 2,
      RiskRule::groupAtNight),
  THREE_LINGERING_AT_NIGHT(
      "group_lingering_at_night",
      8,
      "the same with 3 people at once",
      scene -> scene.personStayed(30) && scene.night() && scene.people().mostAtOnce() == 3,
      RiskRule::groupAtNight),
  MANY_LINGERING_AT_NIGHT(
      "group_lingering_at_night",
      12,
      "the same with 4 or more people at once",
      scene -> scene.personStayed(30) && scene.night() && scene.people().mostAtOnce() >= 4,
      RiskRule::groupAtNight),
  PERSON_WITH_VEHICLE_AT_NIGHT(
      "person_with_vehicle_at_night",
      4,
      "a person and a vehicle were seen, at night",
      scene -> scene.people().seen() && scene.vehicles().seen() && scene.night(),
      scene -> "a person and a vehicle came into view at night"),
  VEHICLE_AT_NIGHT(
      "vehicle_at_night",
      5,
      "a vehicle was seen at night, but no person",
      scene -> scene.vehicles().seen() && !scene.people().seen() && scene.night(),
      scene -> "a vehicle came into view at night");

  private final String factor;
  private final int points;
  private final String condition;

  @SuppressWarnings("ImmutableEnumChecker") // stateless lambdas
  private final Predicate<Scene> applies;

  @SuppressWarnings("ImmutableEnumChecker") // stateless lambdas
  private final Function<Scene, String> description;

  RiskRule(
      String factor,
      int points,
      String condition,
      Predicate<Scene> applies,
      Function<Scene, String> description) {
    this.factor = factor;
    this.points = points;
    this.condition = condition;
    this.applies = applies;
    this.description = description;
  }

  /** Stable snake_case name of the factor. */
  String factor() {
    return factor;
  }

  /** What it adds to the score. */
  int points() {
    return points;
  }

  /** When it applies, in plain words. */
  String condition() {
    return condition;
  }

  /** Whether it applies. */
  boolean applies(Scene scene) {
    return applies.test(scene);
  }

  /** The factor, with the scene's figures in its description. */
  RiskFactor explain(Scene scene) {
    return new RiskFactor(factor, points, description.apply(scene));
  }

  private static String confidence(Scene scene) {
    int confidence = scene.people().maxConfidenceE4();
    return String.format(
        Locale.ROOT,
        "the surest detection of a person has confidence %d.%04d",
        confidence / 10_000,
        confidence % 10_000);
  }

  private static String peopleAtOnce(Scene scene) {
    return scene.people().mostAtOnce() + " people at once";
  }

  private static String stay(Scene scene) {
    return "people were in view for " + scene.people().staySeconds() + " s";
  }

  private static String groupAtNight(Scene scene) {
    return "a group of " + scene.people().mostAtOnce() + " stayed at night";
  }

  private static String count(int number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
