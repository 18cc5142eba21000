package io.hearthwatch.config;

import java.util.List;
import java.util.function.Function;

/**
 * How the text of an option becomes its value.
 *
 * @param allowed what may be given, as it follows "give": {@code a whole number from 1 to 64}
 * @param example one text that is allowed
 * @param list whether a list may be given
 * @param parser texts to value; throws {@link IllegalArgumentException} whose message follows the
 *     option's name, such as "{@code `x` is not a whole number}", and shows no secret
 * @param canonical value to the one text that stands for it in {@link ConfigDigest}
 */
public record Rule<T>(
    String allowed,
    String example,
    boolean list,
    Function<List<String>, T> parser,
    Function<T, String> canonical) {

  /** A rule for one text. */
  static <T> Rule<T> of(
      String allowed, String example, Function<String, T> parser, Function<T, String> canonical) {
    return new Rule<>(
        allowed, example, false, texts -> parser.apply(texts.get(0).strip()), canonical);
  }

  /**
   * A rule for one or more texts, each parsed by itself; their order and repetitions mean nothing.
   */
  static Rule<List<String>> listOf(
      String allowed, String example, Function<String, String> element) {
    return new Rule<>(
        allowed,
        example,
        true,
        texts -> {
          if (texts.isEmpty()) {
            throw new IllegalArgumentException("is an empty list");
          }
          return texts.stream().map(String::strip).map(element).distinct().toList();
        },
        values -> String.join(" ", values.stream().sorted().toList()));
  }
}
