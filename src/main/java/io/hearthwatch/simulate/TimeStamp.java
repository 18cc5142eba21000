package io.hearthwatch.simulate;

import java.awt.Color;
import java.awt.Graphics2D;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The date and time (UTC) that cameras print into their pictures. Drawn from its own 5 by 7 glyphs:
 * a machine without fonts paints the same pixels.
 */
final class TimeStamp {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final Color PLATE = new Color(0, 0, 0, 110);
  private static final Color INK = new Color(235, 235, 235);
  private static final int ADVANCE = 6;
  private static final Map<Character, int[]> GLYPHS =
      Map.ofEntries(
          Map.entry('0', new int[] {14, 17, 19, 21, 25, 17, 14}),
          Map.entry('1', new int[] {4, 12, 4, 4, 4, 4, 14}),
          Map.entry('2', new int[] {14, 17, 1, 2, 4, 8, 31}),
          Map.entry('3', new int[] {31, 2, 4, 2, 1, 17, 14}),
          Map.entry('4', new int[] {2, 6, 10, 18, 31, 2, 2}),
          Map.entry('5', new int[] {31, 16, 30, 1, 1, 17, 14}),
          Map.entry('6', new int[] {6, 8, 16, 30, 17, 17, 14}),
          Map.entry('7', new int[] {31, 1, 2, 4, 8, 8, 8}),
          Map.entry('8', new int[] {14, 17, 17, 14, 17, 17, 14}),
          Map.entry('9', new int[] {14, 17, 17, 15, 1, 2, 12}),
          Map.entry('-', new int[] {0, 0, 0, 31, 0, 0, 0}),
          Map.entry(':', new int[] {0, 12, 12, 0, 12, 12, 0}),
          Map.entry('Z', new int[] {31, 1, 2, 4, 8, 16, 31}),
          Map.entry(' ', new int[] {0, 0, 0, 0, 0, 0, 0}));

  private TimeStamp() {}

  /** Draws the moment at the top left. */
  static void draw(Graphics2D graphics, Instant moment) {
    String text = FORMAT.format(moment);
    graphics.setColor(PLATE);
    graphics.fillRect(6, 6, text.length() * ADVANCE + 7, 15);
    graphics.setColor(INK);
    for (int i = 0; i < text.length(); i++) {
      int[] rows = GLYPHS.get(text.charAt(i));
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < 5; column++) {
          if (((rows[row] >> (4 - column)) & 1) == 1) {
            graphics.fillRect(10 + i * ADVANCE + column, 10 + row, 1, 1);
          }
        }
      }
    }
  }
}
