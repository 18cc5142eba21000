package io.hearthwatch.ingest;

/** Shows untrusted text inside a message: short, on one line, printable. */
final class Quoted {
  private static final int LIMIT = 80;

  private Quoted() {}

  /**
   * The text in quotes, cut to 80 characters, everything but printable ASCII and letters escaped.
   */
  static String of(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length() && i < LIMIT; i++) {
      char c = text.charAt(i);
      if ((c >= ' ' && c < 127) || (Character.isLetterOrDigit(c) && !Character.isSurrogate(c))) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append(text.length() > LIMIT ? "…'" : "'").toString();
  }
}
