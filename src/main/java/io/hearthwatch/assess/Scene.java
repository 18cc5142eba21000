package io.hearthwatch.assess;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.WatchedClass;

/**
 * A batch as the rules look at it.
 *
 * @param people its people
 * @param vehicles its vehicles
 * @param animals its animals
 * @param framesAnalysed frames that were searched
 * @param night whether the first or the last sighting of what matters most (people, else vehicles,
 *     else animals) was at night; so a stay across either border of the night counts as night
 */
record Scene(
    Sighting people, Sighting vehicles, Sighting animals, int framesAnalysed, boolean night) {

  static Scene of(Batch batch, SiteClock clock) {
    Sighting people = Sighting.of(batch, WatchedClass.Kind.PERSON);
    Sighting vehicles = Sighting.of(batch, WatchedClass.Kind.VEHICLE);
    Sighting animals = Sighting.of(batch, WatchedClass.Kind.ANIMAL);
    Sighting foremost = people.seen() ? people : vehicles.seen() ? vehicles : animals;
    return new Scene(
        people,
        vehicles,
        animals,
        batch.framesAnalysed(),
        clock.night(foremost.firstMicros()) || clock.night(foremost.lastMicros()));
  }

  /** Whether anything watched was seen. */
  boolean watched() {
    return people.seen() || vehicles.seen() || animals.seen();
  }

  /** Whether a person stayed in view for at least so long. */
  boolean personStayed(int seconds) {
    return people.seen() && people.staySeconds() >= seconds;
  }
}
