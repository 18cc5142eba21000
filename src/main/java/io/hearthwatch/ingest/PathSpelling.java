package io.hearthwatch.ingest;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** What holds for the path of every URI: which characters it may name, and how they are written. */
final class PathSpelling {
  /** What a URI's path may hold unescaped, beside letters and digits. */
  private static final String PUNCTUATION = "/-_.!~*'():@&=+$,;";

  private PathSpelling() {}

  /**
   * Refuses what no frame's path needs and what could mean something else to whoever reads it:
   * control characters, backslashes, halves of a surrogate pair, and the mark that stands for bytes
   * which are no UTF-8. Any other Unicode is a name like any other.
   *
   * @param path decoded
   * @throws URISyntaxException when it holds one of these
   */
  static void check(String path) throws URISyntaxException {
    for (int i = 0; i < path.length(); ) {
      int c = path.codePointAt(i);
      // A code point that is still a surrogate is one without its other half.
      boolean lone = Character.getType(c) == Character.SURROGATE;
      if (lone || Character.isISOControl(c) || c == '\\' || c == '\uFFFD') {
        throw new URISyntaxException("", "its path holds a character that no frame's path needs");
      }
      i += Character.charCount(c);
    }
  }

  /**
   * Percent-encoded UTF-8. Not by {@link java.net.URI#toASCIIString}: that composes accents, and a
   * file whose name is written in the decomposed form would never be found.
   */
  static String escaped(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }
}
