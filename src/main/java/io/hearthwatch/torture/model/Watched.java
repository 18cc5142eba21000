package io.hearthwatch.torture.model;

import java.util.List;

/** The classes that a home is watched for, as {@code docs/risk.md} lists them. */
final class Watched {
  static final List<String> PEOPLE = List.of("person");
  static final List<String> VEHICLES = List.of("car", "truck", "bus", "motorcycle", "bicycle");
  static final List<String> ANIMALS = List.of("dog", "cat", "bird", "horse", "sheep", "cow");

  private Watched() {}

  /** 0 for people, 1 for vehicles, 2 for animals, 3 for what is not watched. */
  static int rank(String label) {
    List<List<String>> kinds = List.of(PEOPLE, VEHICLES, ANIMALS);
    for (int rank = 0; rank < kinds.size(); rank++) {
      if (kinds.get(rank).contains(label)) {
        return rank;
      }
    }
    return kinds.size();
  }
}
