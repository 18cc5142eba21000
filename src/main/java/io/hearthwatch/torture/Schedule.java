package io.hearthwatch.torture;

import io.hearthwatch.torture.fault.FaultKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which faults happen, in which order.
 *
 * @param strikes in order
 */
public record Schedule(List<Strike> strikes) {
  private static final int ONE_OF_SO_MANY_IS_DOUBLE = 4;

  /** Copies the list. */
  public Schedule {
    strikes = List.copyOf(strikes);
  }

  /**
   * The schedule of a seed: every kind once before any comes again.
   *
   * @param faults how many, at least 1
   * @param possible kinds that can be done here
   */
  public static Schedule of(long seed, int faults, Predicate<FaultKind> possible) {
    Random random = new Random(seed);
    Deque<FaultKind> deck = new ArrayDeque<>();
    List<Strike> strikes = new ArrayList<>();
    int left = faults;
    while (left > 0) {
      FaultKind first = draw(deck, random, possible);
      boolean doubled = left > 1 && random.nextInt(ONE_OF_SO_MANY_IS_DOUBLE) == 0;
      FaultKind second = doubled ? draw(deck, random, possible) : null;
      if (second != null && (second == first || first.isAlone() || second.isAlone())) {
        deck.addFirst(second);
        second = null;
      }
      List<FaultKind> kinds = second == null ? List.of(first) : List.of(first, second);
      strikes.add(new Strike(strikes.size(), kinds));
      left -= kinds.size();
    }
    return new Schedule(strikes);
  }

  private static FaultKind draw(
      Deque<FaultKind> deck, Random random, Predicate<FaultKind> possible) {
    if (deck.isEmpty()) {
      List<FaultKind> kinds = new ArrayList<>(Arrays.asList(FaultKind.values()));
      kinds.removeIf(possible.negate());
      Collections.shuffle(kinds, random);
      deck.addAll(kinds);
    }
    return deck.removeFirst();
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when a part of it is no strike
   */
  public static Schedule parse(String text) {
    return new Schedule(Arrays.stream(text.split(",", -1)).map(Strike::parse).toList());
  }

  /** How many faults there are. */
  public int faults() {
    return strikes.stream().mapToInt(strike -> strike.kinds().size()).sum();
  }

  /** As a person writes it: strikes with commas between them. */
  @Override
  public String toString() {
    return strikes.stream().map(Strike::toString).collect(Collectors.joining(","));
  }
}
