package io.hearthwatch.simulate;

/**
 * Where an object stands on the ground at a moment; between two of them it moves evenly.
 *
 * @param second seconds since the act began
 * @param x pixels from the left of the picture; may lie outside it
 * @param y pixels from the top, below the scene's horizon; larger is nearer
 */
record Waypoint(double second, double x, double y) {}
