package io.hearthwatch.assess;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.WatchedClass;
import java.util.List;
import java.util.stream.Stream;

/**
 * A batch as the rules look at it.
 *
 * @param people its people
 * @param vehicles its vehicles
 * @param animals its animals
 * @param firstMicros capture time of the first frame with anything watched
 * @param lastMicros capture time of the last such frame
 * @param framesAnalysed frames that were searched
 * @param night whether the first or the last sighting of anything watched was at night; so a scene
 *     across either border of the night counts as night
 */
record Scene(
    Sighting people,
    Sighting vehicles,
    Sighting animals,
    long firstMicros,
    long lastMicros,
    int framesAnalysed,
    boolean night) {

  /**
   * Looks at a batch.
   *
   * @param clock the site's
   * @return null when the batch saw nothing watched
   */
  static Scene of(Batch batch, SiteClock clock) {
    Sighting people = Sighting.of(batch, WatchedClass.Kind.PERSON);
    Sighting vehicles = Sighting.of(batch, WatchedClass.Kind.VEHICLE);
    Sighting animals = Sighting.of(batch, WatchedClass.Kind.ANIMAL);
    List<Sighting> seen = Stream.of(people, vehicles, animals).filter(Sighting::seen).toList();
    if (seen.isEmpty()) {
      return null;
    }
    long first = seen.stream().mapToLong(Sighting::firstMicros).min().getAsLong();
    long last = seen.stream().mapToLong(Sighting::lastMicros).max().getAsLong();
    return new Scene(
        people,
        vehicles,
        animals,
        first,
        last,
        batch.framesAnalysed(),
        clock.night(first) || clock.night(last));
  }

  /** Whether a person stayed in view for at least so long. */
  boolean personStayed(int seconds) {
    return people.seen() && people.staySeconds() >= seconds;
  }
}
