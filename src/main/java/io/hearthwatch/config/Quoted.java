package io.hearthwatch.config;

/** Texts from outside, made fit for one line of a message. */
final class Quoted {
  private static final int LONGEST = 80;

  private Quoted() {}

  /** The text between backticks, shortened, with control characters made visible. */
  static String text(String text) {
    return "`" + plain(text) + "`";
  }

  /** The same without backticks. */
  static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            point -> {
              if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
  }
}
