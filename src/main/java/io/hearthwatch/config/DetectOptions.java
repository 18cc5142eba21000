package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options {@code detect.*}: how pictures are searched. */
public final class DetectOptions {
  /** The model. */
  public static final JobOption<String> MODEL =
      JobOption.ofOperation(
          ConfigOptions.key("detect.model")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Path or URI of the ONNX file. Results carry the SHA-256 of its bytes, "
                      + "wherever it lies."),
          TextRules.name("a path or URI", "models/yolo26n.onnx"));

  /** Confidence that counts. */
  public static final JobOption<Double> CONFIDENCE =
      JobOption.ofResults(
          ConfigOptions.key("detect.confidence")
              .doubleType()
              .defaultValue(0.5)
              .withDescription("Confidence from which a detection counts and is stored."),
          NumberRules.confidence("0.5"));

  /** Confidence that leaves the detector. */
  public static final JobOption<Double> LOW_CONFIDENCE =
      JobOption.ofResults(
          ConfigOptions.key("detect.low-confidence")
              .doubleType()
              .defaultValue(0.1)
              .withDescription(
                  "Confidence from which a box leaves the detector. At most "
                      + "`detect.confidence`."),
          NumberRules.confidence("0.1"));

  /** Threads for one picture. */
  public static final JobOption<Integer> INTRA_OP_THREADS =
      JobOption.ofOperation(
          ConfigOptions.key("detect.intra-op-threads")
              .intType()
              .defaultValue(1)
              .withDescription(
                  "Threads for one picture. More pictures at once (`detect.parallelism`) "
                      + "use cores better than more threads."),
          NumberRules.integer(1, 256, 1));

  /** Largest picture. */
  public static final JobOption<Long> MAX_PIXELS =
      JobOption.ofResults(
          ConfigOptions.key("detect.max-pixels")
              .longType()
              .defaultValue(50_000_000L)
              .withDescription(
                  "Largest picture, width times height, judged before it is decoded; "
                      + "larger ones are rejected."),
          NumberRules.longInteger(1, 1_000_000_000L, 50_000_000L));

  /** At which size pictures are decoded. */
  public static final JobOption<String> DECODE =
      JobOption.ofResults(
          ConfigOptions.key("detect.decode")
              .stringType()
              .defaultValue("fast")
              .withDescription(
                  "Decode JPEG pictures that are at least twice as large as the model's input at "
                      + "a half, a quarter or an eighth of their size (`fast`), or always at "
                      + "their own (`exact`)."),
          TextRules.oneOf("fast", "exact"));

  /** Where prepared frames are kept. */
  public static final JobOption<String> CACHE =
      JobOption.ofOperation(
              ConfigOptions.key("detect.cache")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "Directory of its own, on the local disk of every task manager, where "
                          + "decoded and resized frames are kept for the next time the same "
                          + "pictures are searched; several jobs may share it. Nothing is kept "
                          + "without it."),
              TextRules.name("a path", "/var/cache/hearthwatch/frames"))
          .optional();

  /** Room for them. */
  public static final JobOption<MemorySize> CACHE_MAX_BYTES =
      JobOption.ofOperation(
          ConfigOptions.key("detect.cache-max-bytes")
              .memoryType()
              .defaultValue(MemorySize.parse("4 gb"))
              .withDescription(
                  "Room that the files in `detect.cache` may take; the oldest are given up first."),
          NumberRules.size("256 mb", "64 tb", "4 gb"));

  private DetectOptions() {}
}
