package io.hearthwatch.config;

import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.util.List;
import java.util.Map;
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

  /** Words for where a picture lies in the input. */
  static final Map<String, Placement> PLACEMENTS =
      Map.of(
          "letterbox", Placement.CENTRED,
          "letterbox-top-left", Placement.TOP_LEFT,
          "stretch", Placement.STRETCHED);

  /** Words for the order of channels. */
  static final Map<String, ChannelOrder> CHANNEL_ORDERS =
      Map.of("rgb", ChannelOrder.RGB, "bgr", ChannelOrder.BGR);

  /** Words for the values of samples. */
  static final Map<String, Normalisation> NORMALISATIONS =
      Map.of(
          "zero-to-one", Normalisation.ZERO_TO_ONE,
          "raw", Normalisation.RAW,
          "imagenet", Normalisation.IMAGENET);

  /** Words for what a model runs on. */
  static final Map<String, ExecutionProvider> PROVIDERS =
      Map.of("cpu", ExecutionProvider.CPU, "cuda", ExecutionProvider.CUDA);

  /** Words for whether the processor may stand in. */
  static final Map<String, Boolean> FALLBACKS = Map.of("none", false, "cpu", true);

  /** Names of the model's classes. */
  public static final JobOption<List<String>> LABELS =
      JobOption.ofResults(
              ConfigOptions.key("detect.labels")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Names of the model's classes by number, for a model whose file does not "
                          + "name them. `coco` is COCO's 80, `coco91` the same under the numbers "
                          + "of COCO's annotations; 80 or 91 classes without names are taken to "
                          + "be these."),
              ModelRules.labels())
          .cameLater();

  /** Classes that are detected. */
  public static final JobOption<List<String>> CLASSES =
      JobOption.ofResults(
              ConfigOptions.key("detect.classes")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Classes that are detected, by name; boxes of others are dropped. Without "
                          + "it, all. As an argument: with commas between them."),
              ModelRules.classes())
          .cameLater();

  /** Size of the model's input. */
  public static final JobOption<String> INPUT_SIZE =
      JobOption.ofResults(
              ConfigOptions.key("detect.input-size")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "Size of the model's input, where its file leaves that open. Without it, "
                          + "what its metadata says."),
              ModelRules.size())
          .cameLater();

  /** How a picture is fitted into the input. */
  public static final JobOption<String> RESIZE =
      JobOption.ofResults(
              ConfigOptions.key("detect.resize")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "How a picture is fitted into the model's input: with its proportions, "
                          + "padded on both sides or at the right and below, or without them. "
                          + "Without it, as the model's family does."),
              ModelRules.choice(PLACEMENTS))
          .cameLater();

  /** Order of the channels. */
  public static final JobOption<String> CHANNEL_ORDER =
      JobOption.ofResults(
              ConfigOptions.key("detect.channel-order")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "Which colour comes first in the model's input. Without it, as the "
                          + "model's family does."),
              ModelRules.choice(CHANNEL_ORDERS))
          .cameLater();

  /** Values of samples. */
  public static final JobOption<String> NORMALISATION =
      JobOption.ofResults(
              ConfigOptions.key("detect.normalisation")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "What the model reads for a sample: 0 to 1, 0 to 255 (`raw`), or 0 to 1 "
                          + "less ImageNet's mean by its standard deviation. Without it, as the "
                          + "model's family does."),
              ModelRules.choice(NORMALISATIONS))
          .cameLater();

  /** Overlap of boxes. */
  public static final JobOption<Double> NMS_IOU =
      JobOption.ofResults(
              ConfigOptions.key("detect.nms-iou")
                  .doubleType()
                  .defaultValue(0.6)
                  .withDescription(
                      "Overlap (intersection over union) above which the weaker of two boxes of "
                          + "a class is dropped. Only for models that leave this to their user."),
              NumberRules.confidence("0.6"))
          .cameLater();

  /** What the model runs on. */
  public static final JobOption<String> PROVIDER =
      JobOption.ofResults(
              ConfigOptions.key("detect.provider")
                  .stringType()
                  .defaultValue("cpu")
                  .withDescription(
                      "What the model runs on. `cuda` needs the GPU build of ONNX Runtime in "
                          + "place of the usual one, an NVIDIA driver, CUDA and cuDNN on every "
                          + "task manager; where they are missing the job does not start."),
              ModelRules.choice(PROVIDERS))
          .cameLater();

  /** What stands in for the provider. */
  public static final JobOption<String> PROVIDER_FALLBACK =
      JobOption.ofResults(
              ConfigOptions.key("detect.provider-fallback")
                  .stringType()
                  .defaultValue("none")
                  .withDescription(
                      "What a task manager runs the model on where `detect.provider` is not to "
                          + "be had. With `cpu` results may differ in the last digits from one "
                          + "task manager to the next; rows say `cuda-else-cpu`, and each task "
                          + "manager's log what it uses."),
              ModelRules.choice(FALLBACKS))
          .cameLater();

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
