package io.hearthwatch.image;

/**
 * For every target position along one axis: the two source positions it lies between, and how far
 * it is from the first.
 *
 * <p>Pixel centres lie at halves, as in OpenCV's {@code INTER_LINEAR}; beyond the edge the edge
 * sample is repeated.
 */
final class LinearTaps {
  private final int source;

  /** First source position. */
  final int[] first;

  /** Second source position: at most one further, never beyond the last. */
  final int[] second;

  /** Weight of the second source position, from 0 to less than 1; the first has the rest. */
  final float[] weight;

  /**
   * Taps that resize {@code source} samples to {@code target}.
   *
   * @param source samples there are, at least 1
   * @param target samples wanted, at least 1
   */
  LinearTaps(int source, int target) {
    this.source = source;
    first = new int[target];
    second = new int[target];
    weight = new float[target];
    float step = (float) source / target;
    for (int i = 0; i < target; i++) {
      float position = (i + 0.5f) * step - 0.5f;
      int floor = (int) Math.floor(position);
      first[i] = Math.max(0, Math.min(source - 1, floor));
      second[i] = Math.max(0, Math.min(source - 1, floor + 1));
      weight[i] = position - floor;
    }
  }

  /** Whether these taps resize {@code source} samples to {@code target}. */
  boolean join(int source, int target) {
    return this.source == source && first.length == target;
  }
}
