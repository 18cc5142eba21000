/**
 * Searching pictures for objects: the contract between the detect stage and whatever finds boxes.
 *
 * <p>In: the bytes of one picture. Out: an {@link io.hearthwatch.detect.Analysis} whose boxes are
 * in canonical order, or a {@link io.hearthwatch.detect.FrameRejectedException}; the same bytes
 * always give the same of the two. Order between pictures does not matter, and nothing is kept from
 * one to the next: state is the model alone, opened by {@link
 * io.hearthwatch.detect.FrameAnalyzerFactory#open}.
 */
package io.hearthwatch.detect;
