package io.hearthwatch.torture;

import io.hearthwatch.torture.fault.FaultKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Faults that happen together.
 *
 * @param number from which their particulars are drawn; stays when others are left out
 * @param kinds one, or two that overlap
 */
public record Strike(int number, List<FaultKind> kinds) {

  /** Copies the list. */
  public Strike {
    kinds = List.copyOf(kinds);
  }

  /** Its kinds as they strike: none before another whose effect it would hide. */
  List<FaultKind> inOrder() {
    return kinds.stream().sorted(Comparator.comparing(FaultKind::strikesAs)).toList();
  }

  /** Of its particulars. */
  Random random(long seed) {
    return new Random(seed * 7_368_787 + number);
  }

  /** As a person writes it: {@code 3:broker-killed+connections-cut}. */
  @Override
  public String toString() {
    return number + ":" + kinds.stream().map(FaultKind::code).collect(Collectors.joining("+"));
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none, with what may stand there
   */
  static Strike parse(String text) {
    String[] parts = text.strip().split(":", 2);
    if (parts.length != 2 || !parts[0].matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(
          "'%s' is no strike: a number and one or two faults, such as 3:broker-killed"
              .formatted(text));
    }
    List<FaultKind> kinds =
        Arrays.stream(parts[1].split("\\+", -1))
            .map(
                code ->
                    FaultKind.of(code)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "'%s' is no fault; there are %s".formatted(code, codes()))))
            .toList();
    return new Strike(Integer.parseInt(parts[0]), kinds);
  }

  private static String codes() {
    return Arrays.stream(FaultKind.values()).map(FaultKind::code).collect(Collectors.joining(", "));
  }
}
