package io.hearthwatch.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Failures to be thrown inside a running job, by name of the place. Static, as the job's functions
 * are copied on their way to the task managers; a test arms it and reads what was thrown.
 */
public final class Faults {
  private static final Map<String, Place> PLACES = new ConcurrentHashMap<>();

  private Faults() {}

  private record Place(Set<Integer> failAtCalls, AtomicInteger calls, AtomicInteger thrown) {}

  /** Forgets everything. */
  public static void disarm() {
    PLACES.clear();
  }

  /** Lets the given calls, counted from 1 over all subtasks and attempts, fail. */
  public static void arm(String place, Integer... calls) {
    PLACES.put(place, new Place(Set.of(calls), new AtomicInteger(), new AtomicInteger()));
  }

  /** Throws where the test wants it. */
  public static void point(String name) {
    Place place = PLACES.get(name);
    if (place != null && place.failAtCalls.contains(place.calls.incrementAndGet())) {
      place.thrown.incrementAndGet();
      throw new IllegalStateException("injected failure in " + name);
    }
  }

  /** How many failures each armed place has thrown. */
  public static Map<String, Integer> thrown() {
    Map<String, Integer> thrown = new TreeMap<>();
    PLACES.forEach((name, place) -> thrown.put(name, place.thrown.get()));
    return thrown;
  }
}
