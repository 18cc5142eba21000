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
 * @param shares equal parts of the history, more than strikes; each strike happens in the part of
 *     its number, so that a schedule of which some are left out plays the same history
 * @param strikes by rising number
 */
public record Schedule(int shares, List<Strike> strikes) {
  private static final int ONE_OF_SO_MANY_IS_DOUBLE = 4;

  /** Copies the list. */
  public Schedule {
    strikes = List.copyOf(strikes);
    int least = 0;
    for (Strike strike : strikes) {
      if (strike.number() < least || strike.number() >= shares) {
        throw new IllegalArgumentException(
            "strikes must be numbered by rising numbers below %d: %s".formatted(shares, strikes));
      }
      least = strike.number() + 1;
    }
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
      if (second != null && !first.goesWith(second)) {
        deck.addFirst(second);
        second = null;
      }
      List<FaultKind> kinds = second == null ? List.of(first) : List.of(first, second);
      strikes.add(new Strike(strikes.size(), kinds));
      left -= kinds.size();
    }
    return new Schedule(strikes.size() + 1, strikes);
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
   * Reads what {@link #toString} writes; the shares may be left out.
   *
   * @throws IllegalArgumentException when it is none, with what is wrong
   */
  public static Schedule parse(String text) {
    String[] parts = text.strip().split("/", 2);
    if (parts.length == 2 && !parts[0].matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("'%s' is no number of shares".formatted(parts[0]));
    }
    List<Strike> strikes =
        Arrays.stream(parts[parts.length - 1].split(",", -1)).map(Strike::parse).toList();
    int least = strikes.get(strikes.size() - 1).number() + 2;
    return new Schedule(parts.length == 2 ? Integer.parseInt(parts[0]) : least, strikes);
  }

  /** How many faults there are. */
  public int faults() {
    return strikes.stream().mapToInt(strike -> strike.kinds().size()).sum();
  }

  /** The same history with other strikes. */
  Schedule with(List<Strike> others) {
    return new Schedule(shares, others);
  }

  /** As a person writes it: shares, and strikes with commas between them. */
  @Override
  public String toString() {
    return shares + "/" + strikes.stream().map(Strike::toString).collect(Collectors.joining(","));
  }
}
