package io.hearthwatch.simulate;

/**
 * Things that stand around and are none of the classes: they keep a detector from taking every
 * coloured shape for an object. Each is painted in metres like a figure. Stateless.
 */
enum Distractor implements Figure {
  /** A wheeled bin, 1.05 m high. */
  BIN {
    @Override
    void paint(Brush brush, int rgb) {
      brush.box(rgb, 0.9f, -0.27, 0.04, 0.27, 0.95, 0.04);
      brush.box(rgb, 1f, -0.31, 0.93, 0.31, 1.05, 0.04);
      brush.oval(DARK, 1f, -0.2, 0.1, 0.1, 0.1);
    }
  },
  /** A ball. */
  BALL {
    @Override
    void paint(Brush brush, int rgb) {
      brush.oval(rgb, 1f, 0, 0.2, 0.2, 0.2);
      brush.oval(rgb, 0.7f, 0.05, 0.15, 0.09, 0.09);
    }
  },
  /** A shrub in leaf or in blossom. */
  SHRUB {
    @Override
    void paint(Brush brush, int rgb) {
      for (int i = 0; i < 7; i++) {
        double x = -0.45 + 0.15 * i;
        brush.oval(rgb, 0.75f + 0.05f * (i * 3 % 5), x, 0.35 + 0.12 * (i * 2 % 5), 0.24, 0.22);
      }
    }
  },
  /** A round sign on a pole, 2 m high. */
  SIGN {
    @Override
    void paint(Brush brush, int rgb) {
      brush.limb(GREY, 1f, 0.07, 0, 0, 0, 1.7);
      brush.oval(LIGHT, 1f, 0, 1.75, 0.3, 0.3);
      brush.oval(rgb, 1f, 0, 1.75, 0.25, 0.25);
    }
  },
  /** A parcel with its tape. */
  PARCEL {
    @Override
    void paint(Brush brush, int rgb) {
      brush.box(rgb, 1f, -0.3, 0, 0.3, 0.38, 0.01);
      brush.box(LIGHT, 0.9f, -0.04, 0, 0.04, 0.38, 0);
    }
  },
  /** A garden chair. */
  CHAIR {
    @Override
    void paint(Brush brush, int rgb) {
      brush.limb(rgb, 0.7f, 0.05, -0.22, 0.02, -0.25, 0.95);
      brush.limb(rgb, 0.7f, 0.05, 0.24, 0.02, 0.2, 0.42);
      brush.box(rgb, 0.9f, -0.26, 0.40, 0.26, 0.48, 0.02);
      brush.box(rgb, 1f, -0.29, 0.55, -0.19, 0.98, 0.03);
    }
  },
  /** A traffic cone. */
  CONE {
    @Override
    void paint(Brush brush, int rgb) {
      brush.polygon(rgb, 1f, -0.2, 0.04, 0.2, 0.04, 0.04, 0.7, -0.04, 0.7);
      brush.box(LIGHT, 1f, -0.12, 0.28, 0.12, 0.42, 0);
      brush.box(rgb, 0.8f, -0.27, 0, 0.27, 0.06, 0.01);
    }
  },
  /** A post as tall as a person, with a letter box. */
  POST {
    @Override
    void paint(Brush brush, int rgb) {
      brush.box(GREY, 0.8f, -0.06, 0, 0.06, 1.2, 0.02);
      brush.box(rgb, 1f, -0.22, 1.1, 0.22, 1.5, 0.08);
    }
  },
  /** Laundry on a line: clothes without people. */
  LAUNDRY {
    @Override
    void paint(Brush brush, int rgb) {
      brush.limb(GREY, 1f, 0.05, -0.9, 0, -0.9, 1.8);
      brush.limb(GREY, 1f, 0.05, 0.9, 0, 0.9, 1.8);
      brush.limb(LIGHT, 0.8f, 0.025, -0.9, 1.75, 0.9, 1.75);
      brush.polygon(rgb, 1f, -0.7, 1.74, -0.2, 1.74, -0.22, 1.05, -0.68, 1.05);
      brush.polygon(rgb, 0.7f, 0.1, 1.74, 0.6, 1.74, 0.58, 0.9, 0.38, 0.9, 0.35, 1.4, 0.3, 0.9);
    }
  },
  /** A parked bicycle. */
  BICYCLE {
    @Override
    void paint(Brush brush, int rgb) {
      for (double x : new double[] {-0.52, 0.52}) {
        brush.limb(DARK, 1f, 0.05, wheel(x, 0.34, 0.32));
      }
      brush.limb(rgb, 1f, 0.06, -0.52, 0.34, -0.15, 0.75, 0.4, 0.8, 0, 0.3, -0.15, 0.75);
      brush.limb(rgb, 0.9f, 0.06, 0.52, 0.34, 0.4, 0.95, 0.25, 1.0);
    }
  };

  private static final int SPOKES = 16;
  private static final int DARK = 0x2B2B2D;
  private static final int GREY = 0x807E7B;
  private static final int LIGHT = 0xD8D6D0;

  abstract void paint(Brush brush, int rgb);

  private static double[] wheel(double x, double y, double radius) {
    double[] points = new double[2 * SPOKES + 2];
    for (int i = 0; i <= SPOKES; i++) {
      points[2 * i] = x + radius * Math.cos(2 * Math.PI * i / SPOKES);
      points[2 * i + 1] = y + radius * Math.sin(2 * Math.PI * i / SPOKES);
    }
    return points;
  }

  @Override
  public void paint(Brush brush, int rgb, Position position, double stride, boolean lampsAreOn) {
    brush.shadow(0.4, 0.08);
    paint(brush, rgb);
  }
}
