package io.hearthwatch.config;

import java.math.BigDecimal;
import java.util.Locale;
import org.apache.flink.configuration.MemorySize;

/** Rules for numbers, sizes and switches. */
final class NumberRules {
  /** Written where a confidence is wanted to mean "never". */
  static final String OFF = "off";

  private static final BigDecimal LOWEST_CONFIDENCE = new BigDecimal("0.0001");

  private static final BigDecimal LOWEST_RATE = new BigDecimal("0.1");
  private static final BigDecimal HIGHEST_RATE = BigDecimal.valueOf(1_000_000);

  private NumberRules() {}

  /** A whole number in a closed range. */
  static Rule<Integer> integer(int least, int most, int example) {
    return Rule.of(
        "a whole number from " + least + " to " + most,
        Integer.toString(example),
        text -> (int) wholeNumber(text, least, most),
        value -> Integer.toString(value));
  }

  /** A whole number in a closed range. */
  static Rule<Long> longInteger(long least, long most, long example) {
    return Rule.of(
        "a whole number from " + least + " to " + most,
        Long.toString(example),
        text -> wholeNumber(text, least, most),
        value -> Long.toString(value));
  }

  /** Things per second, with at most three decimals. */
  static Rule<Double> rate(String example) {
    return Rule.of(
        "a number from 0.1 to 1000000 with at most three decimals",
        example,
        text -> {
          BigDecimal number = decimal(text);
          checkRange(text, number, LOWEST_RATE, HIGHEST_RATE);
          checkDecimals(text, number, 3, "three");
          return number.doubleValue();
        },
        value -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
  }

  /** A confidence with at most four decimals, so that ten-thousandths hold it exactly. */
  static Rule<Double> confidence(String example) {
    return Rule.of(
        "a number from 0.0001 to 1 with at most four decimals",
        example,
        text -> parseConfidence(text).doubleValue(),
        value -> Integer.toString(tenThousandths(value)));
  }

  /** A confidence or {@value #OFF}. */
  static Rule<String> confidenceOrOff(String example) {
    return Rule.of(
        "a number from 0.0001 to 1 with at most four decimals, or `" + OFF + "`",
        example,
        text -> text.equals(OFF) ? OFF : parseConfidence(text).toPlainString(),
        text -> text.equals(OFF) ? OFF : Integer.toString(tenThousandths(Double.valueOf(text))));
  }

  /** A size in Flink's syntax, in a closed range. */
  static Rule<MemorySize> size(String least, String most, String example) {
    MemorySize smallest = MemorySize.parse(least);
    MemorySize largest = MemorySize.parse(most);
    return Rule.of(
        "a size from " + least + " to " + most,
        example,
        text -> {
          MemorySize size;
          try {
            size = MemorySize.parse(text);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Quoted.text(text) + " is not a size", e);
          }
          checkRange(text, size, smallest, largest);
          return size;
        },
        size -> size.getBytes() + " bytes");
  }

  /** {@code true} or {@code false}. */
  static Rule<Boolean> flag() {
    return Rule.of(
        "`true` or `false`",
        "true",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new IllegalArgumentException(Quoted.text(text) + " is not true or false");
            },
        value -> Boolean.toString(value));
  }

  /** A confidence in the unit the job computes with. */
  static int tenThousandths(double confidence) {
    return (int) Math.round(confidence * 10_000);
  }

  static <C extends Comparable<C>> void checkRange(String text, C value, C least, C most) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(Quoted.text(text) + " is too small");
    }
    if (value.compareTo(most) > 0) {
      throw new IllegalArgumentException(Quoted.text(text) + " is too large");
    }
  }

  private static long wholeNumber(String text, long least, long most) {
    if (!text.matches("[+-]?[0-9]{1,40}")) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a whole number");
    }
    BigDecimal number = new BigDecimal(text);
    checkRange(text, number, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    return number.longValueExact();
  }

  private static BigDecimal parseConfidence(String text) {
    BigDecimal number = decimal(text);
    checkRange(text, number, LOWEST_CONFIDENCE, BigDecimal.ONE);
    checkDecimals(text, number, 4, "four");
    return number;
  }

  private static BigDecimal decimal(String text) {
    if (!text.matches("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?")) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a decimal number");
    }
    return new BigDecimal(text).stripTrailingZeros();
  }

  private static void checkDecimals(String text, BigDecimal number, int most, String inWords) {
    if (number.scale() > most) {
      throw new IllegalArgumentException(
          Quoted.text(text) + " has more than " + inWords + " decimals");
    }
  }
}
