package io.hearthwatch.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a record holds, so that it can be shown: nothing that it says reaches a terminal as anything
 * but visible characters.
 */
public final class Printable {
  private static final int MOST_BYTES = 2048;

  private Printable() {}

  /** Text with every character that is no visible one as an escape; null stays null. */
  public static String text(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (visible(c)) {
                shown.appendCodePoint(c);
              } else if (Character.isBmpCodePoint(c)) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.append("\\U%08x".formatted(c));
              }
            });
    return shown.toString();
  }

  /** At most so many characters of {@link #text}, with an ellipsis where some are left out. */
  public static String cut(String text, int most) {
    String shown = text(text);
    return shown == null || shown.codePointCount(0, shown.length()) <= most
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, most - 1)) + "\u2026";
  }

  /**
   * Bytes as text where they are UTF-8, else in hexadecimal digits; at most 2 KiB of them.
   *
   * @param bytes null where there are none
   */
  public static String bytes(byte[] bytes) {
    if (bytes == null) {
      return "none";
    }
    int shown = Math.min(bytes.length, MOST_BYTES);
    String text = decoded(bytes, shown);
    String more = bytes.length > shown ? " \u2026 of %d bytes".formatted(bytes.length) : "";
    return text == null
        ? "hex " + HexFormat.of().formatHex(bytes, 0, shown) + more
        : text(text) + more;
  }

  /** A cut may go through a character: up to three bytes less are tried. */
  private static String decoded(byte[] bytes, int length) {
    for (int less = 0; less <= (length < bytes.length ? 3 : 0); less++) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, 0, length - less))
            .toString();
      } catch (CharacterCodingException noText) {
        continue;
      }
    }
    return null;
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
