package io.hearthwatch.testing;

import io.hearthwatch.state.NumberedStore;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A {@link NumberedStore} in a map, for algorithms without the engine.
 *
 * @param <V> the values
 */
public final class MemoryStore<V> implements NumberedStore<V> {
  private final TreeMap<Long, V> values = new TreeMap<>();

  @Override
  public V get(long number) {
    return values.get(number);
  }

  @Override
  public void put(long number, V value) {
    values.put(number, value);
  }

  @Override
  public void remove(long number) {
    values.remove(number);
  }

  @Override
  public SortedSet<Long> numbers() {
    return new TreeSet<>(values.keySet());
  }
}
