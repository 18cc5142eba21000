package io.hearthwatch.state;

import java.util.SortedSet;

/**
 * Values of the camera at hand under numbers: what an algorithm needs of keyed state, without the
 * engine. Values are immutable; a change is a new value that is put again. Not thread-safe.
 *
 * @param <V> the values
 */
public interface NumberedStore<V> {

  /**
   * The value under a number; null when there is none.
   *
   * @throws Exception when the state backend fails
   */
  V get(long number) throws Exception;

  /**
   * Puts or replaces a value.
   *
   * @throws Exception when the state backend fails
   */
  void put(long number, V value) throws Exception;

  /**
   * Forgets a value, if there is one.
   *
   * @throws Exception when the state backend fails
   */
  void remove(long number) throws Exception;

  /**
   * All numbers in rising order, as a copy that outlives changes to the store.
   *
   * @throws Exception when the state backend fails
   */
  SortedSet<Long> numbers() throws Exception;
}
