package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.TensorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo network finds what the simulator paints, by day and night, and invents nothing. */
class DemoDetectorTest {
  private static final Instant START = Instant.parse("2026-03-02T14:00:00Z");
  private static final List<String> LABELS = List.of("person", "car", "dog");

  @ParameterizedTest
  @CsvSource({"day-and-night, 1900", "night-visitors, 4100", "quiet-afternoon, 4100"})
  void findsTheObjectsOfEveryCameraAndHour(String name, int intervalMillis) throws Exception {
    Map<String, DetectionScore> scores = new TreeMap<>();
    LABELS.forEach(label -> scores.put(label, new DetectionScore()));
    int frames = 0;
    int emptyFrames = 0;
    int falseInEmpty = 0;
    try (DemoModel model = new DemoModel()) {
      for (RenderedFrame frame :
          new Footage(Story.named(name, START), 7, Duration.ofMillis(intervalMillis))) {
        List<DemoModel.Found> found = model.detect(frame.jpeg(), 0.5f);
        frames++;
        if (frame.truth().isEmpty()) {
          emptyFrames++;
          falseInEmpty += found.size();
        }
        for (String label : LABELS) {
          List<String> mistakes =
              scores
                  .get(label)
                  .add(
                      frame.truth().stream().filter(t -> t.label().equals(label)).toList(),
                      found.stream().filter(f -> f.label().equals(label)).toList());
          mistakes.forEach(
              text -> System.out.println(frame.cameraId() + " " + frame.capturedAt() + " " + text));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d frames, %d of them empty, network %.2f ms a frame%n",
          name,
          frames,
          emptyFrames,
          model.nanos() / 1e6 / frames);
    }
    scores.forEach((label, score) -> System.out.println("  " + label + ": " + score));
    assertThat(emptyFrames).isPositive();
    assertThat(falseInEmpty).as("detections in empty frames").isZero();
    scores.forEach(
        (label, score) -> {
          assertThat(score.asked()).as("%s in the sample", label).isGreaterThanOrEqualTo(5);
          assertThat(score.precision()).as("precision of %s", label).isGreaterThanOrEqualTo(0.97);
          assertThat(score.recall()).as("recall of %s", label).isGreaterThanOrEqualTo(0.95);
        });
  }

  @Test
  void hasTheEndToEndLayoutAndMetadata() throws Exception {
    try (DemoModel model = new DemoModel()) {
      TensorInfo in = (TensorInfo) model.session().getInputInfo().get("images").getInfo();
      TensorInfo out = (TensorInfo) model.session().getOutputInfo().get("output0").getInfo();
      assertThat(in.getShape()).containsExactly(-1, 3, DemoModel.SIZE, DemoModel.SIZE);
      assertThat(out.getShape()).containsExactly(-1, Palette.load().names().size(), 6);
      assertThat(model.session().getMetadata().getCustomMetadata())
          .containsEntry("names", "{0: 'person', 1: 'car', 2: 'dog'}")
          .containsEntry("imgsz", "[320, 320]");
    }
    assertThat(DemoModel.bytes().length).isLessThan(100_000);
  }

  @Test
  void answersAPlainGreyOrBlackPictureWithRowsOfZeros() throws Exception {
    try (DemoModel model = new DemoModel()) {
      for (float grey : new float[] {0f, 114 / 255f, 1f}) {
        for (float[] row : model.plain(grey, grey, grey)) {
          assertThat(row).containsOnly(0f);
        }
      }
    }
  }

  @Test
  void knowsEachColourOfThePaletteAndRanksByConfidence() throws Exception {
    Palette palette = Palette.load();
    try (DemoModel model = new DemoModel()) {
      for (String name : palette.names()) {
        int rgb = palette.rgb(name);
        float[][] rows =
            model.plain((rgb >> 16 & 255) / 510f, (rgb >> 8 & 255) / 510f, (rgb & 255) / 510f);
        String label = name.substring(0, name.indexOf('.'));
        assertThat(rows[0][5]).as(name).isEqualTo(LABELS.indexOf(label));
        assertThat(rows[0][4]).as(name).isGreaterThan(0.9f);
        for (int i = 1; i < rows.length; i++) {
          assertThat(rows[i][4]).as(name).isZero();
        }
      }
    }
  }
}
