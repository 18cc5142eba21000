package io.hearthwatch.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The model's classes that a home is watched for; all others are counted and otherwise ignored. The
 * order is that of reports: people first.
 */
public enum WatchedClass {
  PERSON("person", "people", Kind.PERSON),
  CAR("car", "cars", Kind.VEHICLE),
  TRUCK("truck", "trucks", Kind.VEHICLE),
  BUS("bus", "buses", Kind.VEHICLE),
  MOTORCYCLE("motorcycle", "motorcycles", Kind.VEHICLE),
  BICYCLE("bicycle", "bicycles", Kind.VEHICLE),
  DOG("dog", "dogs", Kind.ANIMAL),
  CAT("cat", "cats", Kind.ANIMAL),
  BIRD("bird", "birds", Kind.ANIMAL),
  HORSE("horse", "horses", Kind.ANIMAL),
  SHEEP("sheep", "sheep", Kind.ANIMAL),
  COW("cow", "cows", Kind.ANIMAL);

  /** What a watched class is to the one who watches. */
  public enum Kind {
    PERSON,
    VEHICLE,
    ANIMAL
  }

  private static final Map<String, WatchedClass> BY_LABEL =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(WatchedClass::label, Function.identity()));

  private final String label;
  private final String plural;
  private final Kind kind;

  WatchedClass(String label, String plural, Kind kind) {
    this.label = label;
    this.plural = plural;
    this.kind = kind;
  }

  /**
   * The watched class of a model's class name.
   *
   * @return null when the class is not watched
   */
  public static WatchedClass ofLabel(String label) {
    return BY_LABEL.get(label);
  }

  /** Whether a model's class name is watched. */
  public static boolean watches(String label) {
    return BY_LABEL.containsKey(label);
  }

  /** The model's class name. */
  public String label() {
    return label;
  }

  /** The word for several. */
  public String plural() {
    return plural;
  }

  /** Person, vehicle or animal. */
  public Kind kind() {
    return kind;
  }
}
