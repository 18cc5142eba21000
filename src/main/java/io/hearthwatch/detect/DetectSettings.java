package io.hearthwatch.detect;

import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.image.DecodeMode;
import java.io.Serializable;

/**
 * How pictures are searched.
 *
 * @param model path or URI of the ONNX file
 * @param thresholdE4 confidence from which a detection counts and is stored, ten-thousandths
 * @param lowThresholdE4 confidence from which a box leaves the detector, ten-thousandths; at most
 *     {@code thresholdE4}
 * @param intraOpThreads threads of ONNX Runtime for one frame
 * @param maxPixels largest picture, width times height, judged by its header before decoding
 * @param options what a person says about the model
 * @param decode whether large pictures are reduced while they are decoded
 * @param cache where decoded and resized frames are kept; null when nowhere
 */
public record DetectSettings(
    String model,
    int thresholdE4,
    int lowThresholdE4,
    int intraOpThreads,
    long maxPixels,
    ModelOptions options,
    DecodeMode decode,
    CacheSettings cache)
    implements Serializable {

  /** With a model that says everything about itself; decoded exactly, nothing is kept. */
  public DetectSettings(
      String model, int thresholdE4, int lowThresholdE4, int intraOpThreads, long maxPixels) {
    this(
        model,
        thresholdE4,
        lowThresholdE4,
        intraOpThreads,
        maxPixels,
        ModelOptions.NONE,
        DecodeMode.EXACT,
        null);
  }

  /** The same, on the processor. */
  public DetectSettings onCpu() {
    return new DetectSettings(
        model, thresholdE4, lowThresholdE4, 1, maxPixels, options.onCpu(), decode, cache);
  }
}
