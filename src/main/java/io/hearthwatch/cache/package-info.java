/**
 * Keeps frames as models read them, so that a second pass over the same pictures neither decodes
 * nor resizes: an evaluation, a replay with another model of the same input, a restart.
 *
 * <p>In and out: the resized samples of one picture under a {@link io.hearthwatch.cache.FrameKey}
 * made of the picture's bytes; never anything that the key does not determine, so a result is the
 * same with and without. State: files in one directory of a limited size, that may be deleted at
 * any time; none in memory. Order does not matter.
 *
 * <p>This is the only package that knows the zstd library.
 */
package io.hearthwatch.cache;
