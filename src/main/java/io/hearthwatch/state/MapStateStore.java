package io.hearthwatch.state;

import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.state.MapState;

/**
 * A {@link NumberedStore} over Flink's map state: always the current key's. State backends differ
 * in the order in which they list keys, so this sorts them.
 *
 * @param <V> the values
 */
public final class MapStateStore<V> implements NumberedStore<V> {
  private final MapState<Long, V> state;

  /** A view of the given state, which stays the owner. */
  public MapStateStore(MapState<Long, V> state) {
    this.state = state;
  }

  @Override
  public V get(long number) throws Exception {
    return state.get(number);
  }

  @Override
  public void put(long number, V value) throws Exception {
    state.put(number, value);
  }

  @Override
  public void remove(long number) throws Exception {
    state.remove(number);
  }

  @Override
  public SortedSet<Long> numbers() throws Exception {
    SortedSet<Long> numbers = new TreeSet<>();
    state.keys().forEach(numbers::add);
    return numbers;
  }
}
