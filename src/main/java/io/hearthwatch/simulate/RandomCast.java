package io.hearthwatch.simulate;

import java.awt.Color;
import java.util.random.RandomGenerator;

/**
 * Draws who stands where in a random picture: kinds, colours, sizes, ways of standing. Nothing of
 * the stories is used: no colour of the palette, no waypoint.
 */
final class RandomCast {
  private static final int LOWEST_ROW = 356;
  private static final double PERSON = 0.55;
  private static final double CAR = 0.8;

  private final Scene scene;
  private final RandomGenerator random;

  /** A cast for one scene. */
  RandomCast(Scene scene, RandomGenerator random) {
    this.scene = scene;
    this.random = random;
  }

  /**
   * Something to paint.
   *
   * @param label {@code person}, {@code car} or {@code dog}; {@link #THING} for a distractor
   * @param figure how it looks
   * @param rgb its colour
   * @param position where it stands
   * @param size factor of its usual size
   */
  record Member(String label, Figure figure, int rgb, Position position, double size) {
    /** The label of what is nothing to be found. */
    static final String THING = "thing";
  }

  /** A person, a car or a dog. */
  Member object() {
    double kind = random.nextDouble();
    String label = kind < PERSON ? "person" : kind < CAR ? "car" : "dog";
    // Rows in which a detector at half the frame's size has a dozen pixels to see.
    double least = label.equals("dog") ? 30 : 18;
    double beyond = label.equals("car") ? 60 : 8;
    return new Member(
        label, Figure.of(label), colour(), position(least, beyond), random.nextDouble(0.86, 1.14));
  }

  /** A distractor. */
  Member thing() {
    Distractor[] all = Distractor.values();
    return new Member(
        Member.THING,
        all[random.nextInt(all.length)],
        colour(),
        position(18, 20),
        random.nextDouble(0.7, 1.4));
  }

  /** Evenly over sizes, not over rows: far objects are as frequent as near ones. */
  private Position position(double leastPixelsPerMetre, double beyond) {
    double most = scene.pixelsPerMetre(LOWEST_ROW);
    double scale = leastPixelsPerMetre * Math.pow(most / leastPixelsPerMetre, random.nextDouble());
    double row = scene.rowAt(scale);
    double angle = random.nextDouble(2 * Math.PI);
    return new Position(
        random.nextDouble(-beyond, FrameRenderer.WIDTH + beyond),
        row,
        Math.cos(angle),
        Math.sin(angle),
        random.nextInt(3) == 0,
        random.nextDouble(500));
  }

  /** From bright to nearly grey, from light to dark. */
  private int colour() {
    float saturation =
        random.nextInt(3) == 0 ? random.nextFloat() * 0.3f : random.nextFloat(0.3f, 0.9f);
    return Color.HSBtoRGB(random.nextFloat(), saturation, random.nextFloat(0.3f, 0.92f)) & 0xFFFFFF;
  }
}
