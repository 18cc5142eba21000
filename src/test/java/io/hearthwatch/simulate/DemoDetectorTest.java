package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.domain.Detection;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's network, run as the product runs it, finds what the simulator paints. */
class DemoDetectorTest {
  private static final Instant START = Instant.parse("2026-03-02T14:00:00Z");

  /** Neither that of the pictures the network learnt from, nor that of its model card. */
  private static final long UNSEEN = 20_260;

  private static final int SURE_E4 = 5_000;
  private static final int LOW_E4 = 1_000;

  @TempDir private static Path directory;
  private static Path model;
  private static FrameAnalyzer analyzer;

  @BeforeAll
  static void open() throws Exception {
    model = DemoDetector.copyTo(directory.resolve("demo-detector.onnx"));
    analyzer =
        OnnxFrameAnalyzerFactory.ofLocalModel(
                new DetectSettings(model.toString(), SURE_E4, LOW_E4, 1, 1_000_000))
            .open();
  }

  @AfterAll
  static void close() throws Exception {
    analyzer.close();
  }

  @ParameterizedTest
  @CsvSource({"day-and-night, 7300", "night-visitors, 5300", "quiet-afternoon, 7300"})
  void findsTheObjectsOfEveryStory(String name, int intervalMillis) throws Exception {
    Score score =
        score(new Footage(Story.named(name, START), 7, Duration.ofMillis(intervalMillis)));
    score.print(name);

    assertThat(score.falseInEmpty).as("detections in empty frames").isZero();
    score.byLabel.forEach(
        (label, own) -> {
          assertThat(own.asked()).as("%s in the sample", label).isGreaterThanOrEqualTo(5);
          assertThat(own.precision()).as("precision of %s", label).isGreaterThanOrEqualTo(0.97);
          assertThat(own.recall()).as("recall of %s", label).isGreaterThanOrEqualTo(0.9);
        });
  }

  @Test
  void findsWhatStandsInScenesThatItHasNeverSeen() throws Exception {
    Score score = score(new RandomScenes(UNSEEN, 150));
    score.print("random scenes");

    score.byLabel.forEach(
        (label, own) -> {
          assertThat(own.asked()).as("%s in the sample", label).isGreaterThanOrEqualTo(40);
          assertThat(own.precision()).as("precision of %s", label).isGreaterThanOrEqualTo(0.9);
          assertThat(own.recall()).as("recall of %s", label).isGreaterThanOrEqualTo(0.8);
        });
  }

  @Test
  void findsNothingInAPlainPicture() throws Exception {
    JpegEncoder encoder = new JpegEncoder(0.9f);
    for (Color colour : List.of(Color.BLACK, Color.GRAY, Color.WHITE, Color.RED)) {
      BufferedImage plain = new BufferedImage(640, 360, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = plain.createGraphics();
      graphics.setColor(colour);
      graphics.fillRect(0, 0, 640, 360);
      graphics.dispose();

      assertThat(sure(encoder.encode(plain))).as("%s", colour).isEmpty();
    }
  }

  @Test
  void hasTheEndToEndLayoutAndMetadata() throws Exception {
    assertThat(Files.size(model)).isLessThanOrEqualTo(2_000_000);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session =
            OrtEnvironment.getEnvironment().createSession(model.toString(), options)) {
      TensorInfo in = (TensorInfo) session.getInputInfo().get("images").getInfo();
      TensorInfo out = (TensorInfo) session.getOutputInfo().get("output0").getInfo();
      assertThat(in.getShape()).containsExactly(-1, 3, 320, 320);
      assertThat(out.getShape()).containsExactly(-1, 100, 6);
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("names", "{0: 'person', 1: 'car', 2: 'dog'}")
          .containsEntry("imgsz", "[320, 320]")
          .containsEntry("stride", "32");
    }
  }

  private static Score score(Iterable<RenderedFrame> frames) throws Exception {
    Score score = new Score();
    for (RenderedFrame frame : frames) {
      score.add(frame, sure(frame.jpeg()));
    }
    return score;
  }

  private static List<Detection> sure(byte[] jpeg) throws Exception {
    return analyzer.analyse(jpeg).detections().stream()
        .filter(detection -> detection.confidenceE4() >= SURE_E4)
        .toList();
  }

  /** What was found in some pictures, class by class. */
  private static final class Score {
    private final Map<String, DetectionScore> byLabel = new TreeMap<>();
    private int frames;
    private int emptyFrames;
    private int falseInEmpty;

    Score() {
      SceneFolder.CLASSES.forEach(label -> byLabel.put(label, new DetectionScore()));
    }

    void add(RenderedFrame frame, List<Detection> found) {
      frames++;
      if (frame.truth().isEmpty()) {
        emptyFrames++;
        falseInEmpty += found.size();
      }
      byLabel.forEach(
          (label, own) ->
              own.add(
                      frame.truth().stream().filter(t -> t.label().equals(label)).toList(),
                      found.stream().filter(f -> f.label().equals(label)).toList())
                  .forEach(
                      mistake ->
                          System.out.println(
                              frame.cameraId() + " " + frame.capturedAt() + " " + mistake)));
    }

    void print(String name) {
      System.out.printf(
          Locale.ROOT, "%s: %d frames, %d of them empty%n", name, frames, emptyFrames);
      byLabel.forEach((label, own) -> System.out.println("  " + label + ": " + own));
    }
  }
}
