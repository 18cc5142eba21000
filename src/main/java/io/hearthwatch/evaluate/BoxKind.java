package io.hearthwatch.evaluate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;

/** How a box is drawn: told apart by brightness and dashes too, not by hue alone. */
enum BoxKind {
  LABELLED("labelled, and found", new Color(255, 255, 255), 1.2f, true),
  FOUND("found", new Color(0, 190, 125), 2, false),
  MISSED("missed", new Color(255, 200, 0), 2.5f, true),
  INVENTED("found, but not labelled", new Color(255, 75, 75), 2.5f, false),
  CONFUSED("taken for another class", new Color(205, 130, 255), 2.5f, false);

  private final String words;
  private final Color colour;
  private final float width;
  private final boolean dashed;

  BoxKind(String words, Color colour, float width, boolean dashed) {
    this.words = words;
    this.colour = colour;
    this.width = width;
    this.dashed = dashed;
  }

  String words() {
    return words;
  }

  Color colour() {
    return colour;
  }

  Stroke stroke() {
    return dashed
        ? new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0)
        : new BasicStroke(width);
  }
}
