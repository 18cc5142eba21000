package io.hearthwatch.torture.model;

/** Tells which of several right outcomes a frame had. */
@FunctionalInterface
public interface Choice {

  /**
   * @param frame {@link Frame#undecided() undecided}
   * @return one of its sights
   */
  Sight of(Frame frame);
}
