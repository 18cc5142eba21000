package io.hearthwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.DecodeMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real models on real frames score what an independent evaluation gave them. Part of its table;
 * {@code docs/models.md} has the command for all of it.
 */
class RealModelsTest {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final EvaluationSettings SETTINGS =
      new EvaluationSettings(5000, 10, 300, Interpolation.ALL_POINTS, Set.of());

  /** Each layout and each set of frames once, by the fastest model that has it. */
  @ParameterizedTest
  @CsvSource({
    "yolo26n-320-int8, coco, coco/**, '', 0.527",
    "yolox-nano-416, cctv, cctv-*/**, person, 0.787"
  })
  void scoresWhatTheTableSays(String model, String set, String only, String label, double map50)
      throws Exception {
    assertScore(model, set, only, label, map50);
  }

  @Tag("story")
  @ParameterizedTest
  @CsvSource({
    "yolo26n-640, coco, coco/**, '', 0.638",
    "yolo26n-320-int8, cctv, cctv-*/**, person, 0.602",
    "yolov8n-640-int8, cctv, cctv-*/**, person, 0.598",
    "yolox-nano-416, coco, coco/**, '', 0.517"
  })
  void scoresWhatTheRestOfTheTableSays(
      String model, String set, String only, String label, double map50) throws Exception {
    assertScore(model, set, only, label, map50);
  }

  private static void assertScore(String model, String set, String only, String label, double map50)
      throws Exception {
    DetectSettings detector = detector(model, DecodeMode.EXACT);
    OnnxFrameAnalyzerFactory factory = OnnxFrameAnalyzerFactory.ofLocalModel(detector);
    List<LabelledFrame> frames = frames(detector, only);
    EvaluationSettings settings =
        label.isEmpty()
            ? SETTINGS
            : new EvaluationSettings(5000, 10, 300, Interpolation.ALL_POINTS, Set.of(label));

    Evaluation evaluation = Evaluation.run(() -> new InTenths(factory.open()), frames, 2, settings);

    System.out.printf("%s on %s: mAP50 %.4f, table %.3f%n", model, set, evaluation.map50(), map50);
    assertThat(evaluation.map50()).isCloseTo(map50, within(0.005));
  }

  /** Photos of 640 pixels for a model of 320: those with even sides are decoded to half of it. */
  @Test
  void fastDecodingScoresAsExactDoes() throws Exception {
    DetectSettings exact = detector("yolo26n-320-int8", DecodeMode.EXACT);
    DetectSettings fast = detector("yolo26n-320-int8", DecodeMode.FAST);
    List<LabelledFrame> frames = frames(exact, "coco/**");

    Evaluation wanted =
        Evaluation.run(OnnxFrameAnalyzerFactory.ofLocalModel(exact), frames, 2, SETTINGS);
    Evaluation found =
        Evaluation.run(OnnxFrameAnalyzerFactory.ofLocalModel(fast), frames, 2, SETTINGS);

    System.out.printf("mAP50 exact %.4f, fast %.4f%n", wanted.map50(), found.map50());
    assertThat(found.map50()).isNotEqualTo(wanted.map50()).isGreaterThan(wanted.map50() - 0.01);
  }

  private static DetectSettings detector(String model, DecodeMode decode) {
    assumeTrue(Files.exists(DATA), () -> "needs " + DATA + ", which is not there");
    return new DetectSettings(
        DATA.resolve("models/" + model + ".onnx").toString(),
        5000,
        10,
        1,
        50_000_000,
        ModelOptions.NONE,
        decode,
        null);
  }

  private static List<LabelledFrame> frames(DetectSettings detector, String only) throws Exception {
    return LabelledFolder.read(
        new LabelledFolder.Options(
            DATA.resolve("frames"),
            DATA.resolve("labels"),
            ModelInspection.of(detector).classes(),
            only,
            false));
  }

  /**
   * Boxes as the independent evaluation holds them, in tenths of a pixel. On {@code coco} a class
   * has seven objects on average, so a single box shows: a tennis racket that yolo26n-320-int8
   * finds overlaps its label by 0.50007, in tenths by 0.4985, which is worth 0.004.
   */
  private record InTenths(FrameAnalyzer exact) implements FrameAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck check) throws FrameRejectedException {
      Analysis analysis = exact.analyse(picture, check);
      return new Analysis(
          analysis.width(),
          analysis.height(),
          analysis.detections().stream()
              .map(
                  box ->
                      new Detection(
                          box.classId(),
                          box.label(),
                          box.confidenceE4(),
                          tenths(box.left()),
                          tenths(box.top()),
                          tenths(box.right()),
                          tenths(box.bottom())))
              .toList(),
          analysis.inferenceNanos());
    }

    private static float tenths(float pixels) {
      return Math.round(pixels * 10) / 10f;
    }

    @Override
    public void close() {
      exact.close();
    }
  }
}
