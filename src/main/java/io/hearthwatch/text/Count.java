package io.hearthwatch.text;

/** Numbers of things, as people say them: {@code 1 window}, {@code 2 windows}. */
public final class Count {
  private Count() {}

  /**
   * A number of things whose plural is formed with an s.
   *
   * @param one the singular
   */
  public static String of(long number, String one) {
    return of(number, one, one + "s");
  }

  /** A number of things whose plural is another word. */
  public static String of(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
