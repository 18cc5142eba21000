package io.hearthwatch.simulate;

/**
 * A person of 1.75 m in a hooded jacket and trousers of one hue, walking or waiting; seen from the
 * side, or from ahead or behind when the way leads in depth.
 */
final class PersonFigure implements Figure {
  private static final int SKIN = 0xD9B095;
  private static final int SHOES = 0x33302E;
  private static final double STEP_METRES = 0.75;

  @Override
  public void paint(Brush brush, int rgb, Position position, double stride, boolean lampsAreOn) {
    brush.shadow(0.42, 0.10);
    boolean away = position.inDepth() && position.headingY() < 0;
    double swing = position.still() ? 0 : Math.sin(Math.PI * stride / STEP_METRES);
    if (!position.inDepth()) {
      legs(brush, rgb, 0.05, 0.34 * swing, 0);
      arm(brush, rgb, 0.68f, 0.06, -0.26 * swing);
      body(brush, rgb, 0.19);
      arm(brush, rgb, 0.86f, -0.02, 0.26 * swing);
      head(brush, rgb);
      face(brush, 0.065);
    } else {
      legs(brush, rgb, 0.11, 0, 0.07 * swing);
      arm(brush, rgb, 0.80f, -0.25, -0.04);
      arm(brush, rgb, 0.80f, 0.25, 0.04);
      body(brush, rgb, 0.24);
      head(brush, rgb);
      if (!away) {
        face(brush, 0);
      }
    }
  }

  private static void legs(Brush brush, int rgb, double apart, double reach, double lift) {
    leg(brush, rgb, 0.52f, -apart, -reach - apart, Math.max(0, -lift));
    leg(brush, rgb, 0.62f, apart, reach + apart, Math.max(0, lift));
  }

  private static void leg(Brush brush, int rgb, float shade, double hip, double foot, double lift) {
    double knee = (hip + foot) / 2 + 0.05 * Math.abs(foot - hip);
    brush.limb(rgb, shade, 0.18, hip, 0.86, knee, 0.47 + lift, foot, 0.12 + lift);
    brush.box(SHOES, 1f, foot - 0.09, lift, foot + 0.15, 0.09 + lift, 0.04);
  }

  private static void arm(Brush brush, int rgb, float shade, double shoulder, double reach) {
    double hand = shoulder + reach;
    brush.oval(SKIN, 0.95f, hand, 0.79, 0.055, 0.06);
    brush.limb(rgb, shade, 0.12, shoulder, 1.36, shoulder + reach * 0.4, 1.08, hand, 0.86);
  }

  private static void body(Brush brush, int rgb, double halfWidth) {
    brush.box(rgb, 1f, -halfWidth, 0.80, halfWidth, 1.46, 0.11);
    brush.box(rgb, 0.8f, -halfWidth, 0.80, halfWidth, 0.86, 0.03);
  }

  private static void head(Brush brush, int rgb) {
    brush.oval(rgb, 0.92f, 0, 1.58, 0.17, 0.17);
  }

  private static void face(Brush brush, double turned) {
    brush.oval(SKIN, 1f, turned, 1.545, 0.082, 0.10);
  }
}
