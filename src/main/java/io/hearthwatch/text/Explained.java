package io.hearthwatch.text;

/**
 * A failure whose message tells people all they need: what, where, and what to do. Its causes are
 * for stack traces only; {@link OneLine} leaves them out.
 */
public interface Explained {}
