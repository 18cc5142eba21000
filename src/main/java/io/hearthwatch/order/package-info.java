/**
 * Restores each camera's sequence after detection, which runs rebalanced and unordered.
 *
 * <p>In: detected frames keyed by camera, in any order; every admitted frame comes exactly once,
 * failures included. Out: the same frames in rising sequence number, from 0, without a hole.
 *
 * <p>State per camera: the next number and the count of waiting frames (until a farewell to the
 * camera has passed), and the frames that wait for an earlier one (gone as they leave). The stage
 * waits for numbers, never for time, so no timer or watermark can reorder or drop a frame.
 */
package io.hearthwatch.order;
