package io.hearthwatch.simulate;

/** How one kind of object looks. Stateless. */
interface Figure {

  /**
   * Paints the object.
   *
   * @param brush in metres, origin on the ground, x forward
   * @param rgb the object's own colour
   * @param position where it is and how it moves
   * @param stride metres it has travelled: the phase of its walk
   * @param lampsAreOn whether it carries light
   */
  void paint(Brush brush, int rgb, Position position, double stride, boolean lampsAreOn);

  /** The figure of a label. */
  static Figure of(String label) {
    return switch (label) {
      case "person" -> new PersonFigure();
      case "car" -> new CarFigure();
      case "dog" -> new DogFigure();
      default ->
          throw new IllegalArgumentException(
              "no figure for " + label + "; there are person, car and dog");
    };
  }
}
