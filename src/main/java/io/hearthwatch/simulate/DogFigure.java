package io.hearthwatch.simulate;

/** A dog, one metre from nose to tail and 0.7 m high. */
final class DogFigure implements Figure {
  private static final int NOSE = 0x2E2A28;
  private static final double STEP_METRES = 0.4;

  @Override
  public void paint(Brush brush, int rgb, Position position, double stride, boolean lampsAreOn) {
    brush.shadow(0.5, 0.07);
    double swing = position.still() ? 0 : 0.13 * Math.sin(Math.PI * stride / STEP_METRES);
    leg(brush, rgb, 0.66f, -0.24, -swing);
    leg(brush, rgb, 0.66f, 0.22, swing);
    brush.limb(rgb, 0.85f, 0.07, -0.34, 0.50, -0.46, 0.60, -0.48, 0.68);
    brush.box(rgb, 1f, -0.38, 0.30, 0.34, 0.57, 0.13);
    brush.limb(rgb, 0.95f, 0.17, 0.26, 0.50, 0.38, 0.60);
    leg(brush, rgb, 0.85f, -0.28, swing);
    leg(brush, rgb, 0.85f, 0.26, -swing);
    brush.oval(rgb, 1f, 0.42, 0.64, 0.13, 0.11);
    brush.box(rgb, 0.9f, 0.44, 0.56, 0.62, 0.66, 0.05);
    brush.polygon(rgb, 0.6f, 0.34, 0.73, 0.28, 0.54, 0.38, 0.56, 0.42, 0.72);
    brush.oval(NOSE, 1f, 0.605, 0.635, 0.03, 0.025);
    brush.oval(NOSE, 1f, 0.47, 0.68, 0.018, 0.018);
  }

  private static void leg(Brush brush, int rgb, float shade, double hip, double reach) {
    brush.limb(rgb, shade, 0.09, hip, 0.38, hip + reach, 0.05);
  }
}
