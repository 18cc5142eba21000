/**
 * How good a model is on labelled frames.
 *
 * <p>In: a folder of pictures, a folder of label files in YOLO's text format, and a detector.
 * {@link io.hearthwatch.evaluate.LabelledFolder} pairs them and names everything that is wrong with
 * them at once; {@link io.hearthwatch.evaluate.FrameSearch} runs the detector as the job does;
 * {@link io.hearthwatch.evaluate.Evaluation} compares what was labelled with what was found. Out:
 * an {@link io.hearthwatch.evaluate.Evaluation} of plain numbers, as text, as JSON, or as a picture
 * of the frames that went worst.
 *
 * <p>Nothing depends on the order of the frames, and no state is kept. The detector comes in as a
 * {@link io.hearthwatch.detect.FrameAnalyzerFactory}: this package does not know what runs it.
 */
package io.hearthwatch.evaluate;
