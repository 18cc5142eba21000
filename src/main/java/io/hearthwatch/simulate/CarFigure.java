package io.hearthwatch.simulate;

import java.awt.Color;

/** A car of 4.3 by 1.45 m from the side, or 1.85 m wide from ahead when it moves in depth. */
final class CarFigure implements Figure {
  private static final int TYRE = 0x2B2B2D;
  private static final int RIM = 0x9A9A9C;
  private static final int GLASS = 0x3A444C;
  private static final int LAMP = 0xF2EBDD;
  private static final int TAIL_LAMP = 0xC49090;
  private static final Color BEAM = new Color(255, 250, 235, 46);
  private static final Color BULB = new Color(255, 253, 245);

  @Override
  public void paint(Brush brush, int rgb, Position position, double stride, boolean lampsAreOn) {
    if (position.inDepth()) {
      fromAhead(brush, rgb, lampsAreOn && !position.still());
    } else {
      fromTheSide(brush, rgb, lampsAreOn && !position.still());
    }
  }

  private static void fromTheSide(Brush brush, int rgb, boolean lit) {
    brush.shadow(2.3, 0.16);
    if (lit) {
      brush.glow(BEAM, 3.6, 0.1, 1.6, 0.22);
    }
    brush.polygon(
        rgb, 0.94f, -1.75, 0.85, -1.2, 1.40, -0.9, 1.45, 0.35, 1.45, 0.62, 1.38, 1.25, 0.85);
    brush.polygon(GLASS, 1f, -1.42, 0.90, -1.06, 1.32, -0.34, 1.34, -0.34, 0.90);
    brush.polygon(GLASS, 1f, -0.24, 0.90, -0.24, 1.34, 0.34, 1.34, 0.98, 0.90);
    brush.box(rgb, 1f, -2.15, 0.28, 2.15, 0.88, 0.16);
    brush.box(rgb, 0.72f, -2.10, 0.24, 2.10, 0.42, 0.06);
    brush.box(rgb, 0.80f, -0.31, 0.42, -0.28, 0.86, 0);
    brush.box(LAMP, 1f, 1.95, 0.60, 2.13, 0.76, 0.05);
    brush.box(TAIL_LAMP, 1f, -2.13, 0.60, -1.98, 0.78, 0.04);
    for (double x : new double[] {-1.35, 1.35}) {
      brush.oval(TYRE, 1f, x, 0.33, 0.33, 0.33);
      brush.oval(RIM, 1f, x, 0.33, 0.18, 0.18);
    }
    if (lit) {
      brush.glow(BULB, 2.06, 0.68, 0.12, 0.11);
    }
  }

  private static void fromAhead(Brush brush, int rgb, boolean lit) {
    brush.shadow(1.05, 0.16);
    for (double x : new double[] {-0.72, 0.72}) {
      brush.box(TYRE, 1f, x - 0.12, 0, x + 0.12, 0.4, 0.04);
    }
    brush.polygon(
        rgb, 0.92f, -0.82, 0.85, -0.66, 1.40, -0.5, 1.45, 0.5, 1.45, 0.66, 1.40, 0.82, 0.85);
    brush.polygon(GLASS, 1f, -0.68, 0.90, -0.55, 1.33, 0.55, 1.33, 0.68, 0.90);
    brush.box(rgb, 1f, -0.92, 0.26, 0.92, 0.92, 0.14);
    brush.box(GLASS, 0.8f, -0.45, 0.34, 0.45, 0.54, 0.05);
    brush.box(rgb, 0.75f, -0.92, 0.22, 0.92, 0.34, 0.05);
    for (double x : new double[] {-0.68, 0.68}) {
      brush.oval(LAMP, 1f, x, 0.68, 0.16, 0.10);
      if (lit) {
        brush.glow(BEAM, x, 0.66, 0.24, 0.17);
        brush.glow(BULB, x, 0.68, 0.13, 0.09);
      }
    }
  }
}
