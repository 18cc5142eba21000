package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.domain.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real models on real frames find what an independent implementation found. */
class ReferenceDetectionsTest {
  private static final int CALLERS = 2;

  /** A part of the frames, in every build. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolo26n-640",
        "yolo26n-640-int8",
        "yolo26n-320-int8",
        "yolov8n-640-int8",
        "yolox-nano-416"
      })
  void findsTheReferenceBoxesOfEveryFifthFrame(String model) throws Exception {
    findsTheReferenceBoxes(model, 5);
  }

  @Tag("story")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolo26n-640",
        "yolo26n-640-int8",
        "yolo26n-320-int8",
        "yolov8n-640-int8",
        "yolox-nano-416"
      })
  void findsTheReferenceBoxesOfAllFrames(String model) throws Exception {
    findsTheReferenceBoxes(model, 1);
  }

  private static void findsTheReferenceBoxes(String model, int every) throws Exception {
    Path file = SharedData.require("models/" + model + ".onnx");
    List<JsonNode> all = reference(model);
    List<JsonNode> frames = new ArrayList<>();
    for (int i = 0; i < all.size(); i += every) {
      frames.add(all.get(i));
    }
    DetectSettings settings = new DetectSettings(file.toString(), 2500, 1000, 1, 1920 * 1080);

    Score score = new Score();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Score>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        Callable<Score> part = () -> compare(settings, frames, first);
        running.add(callers.submit(part));
      }
      for (Future<Score> part : running) {
        score.add(part.get());
      }
    } finally {
      callers.shutdownNow();
    }

    System.out.printf("%s on %d frames: %s%n", model, frames.size(), score);
    assertThat(score.wanted).isPositive();
    assertThat(score.found).isGreaterThanOrEqualTo((int) Math.ceil(0.995 * score.wanted));
    assertThat(score.extra).isLessThanOrEqualTo((int) Math.floor(0.005 * score.ours));
  }

  private static List<JsonNode> reference(String model) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> frames = new ArrayList<>();
    try (Stream<String> lines = Files.lines(SharedData.require("reference/detections.jsonl"))) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode frame = json.readTree(line);
        if (frame.path("model").asText().equals(model + ".onnx")) {
          frames.add(frame);
        }
      }
    }
    return frames;
  }

  private static Score compare(DetectSettings settings, List<JsonNode> frames, int first)
      throws Exception {
    Score score = new Score();
    try (FrameAnalyzer analyzer = OnnxFrameAnalyzerFactory.ofLocalModel(settings).open()) {
      for (int i = first; i < frames.size(); i += CALLERS) {
        JsonNode frame = frames.get(i);
        Path picture = SharedData.require(frame.path("frame").asText());
        Analysis analysis = analyzer.analyse(Files.readAllBytes(picture));
        assertThat(analysis.width()).isEqualTo(frame.path("width").asInt());
        assertThat(analysis.height()).isEqualTo(frame.path("height").asInt());
        score.add(Score.of(boxes(frame), analysis.detections()));
      }
    }
    return score;
  }

  private static List<Detection> boxes(JsonNode frame) {
    List<Detection> boxes = new ArrayList<>();
    for (JsonNode box : frame.path("detections")) {
      JsonNode edges = box.path("box");
      boxes.add(
          new Detection(
              -1,
              box.path("class").asText(),
              (int) Math.round(box.path("confidence").asDouble() * 10_000),
              (float) edges.get(0).asDouble(),
              (float) edges.get(1).asDouble(),
              (float) edges.get(2).asDouble(),
              (float) edges.get(3).asDouble()));
    }
    return boxes;
  }

  /** Counts of boxes above 0.4. */
  private static final class Score {
    private static final int COUNTED = 4000;
    private static final int TOLERANCE = 200;

    int wanted;
    int found;
    int ours;
    int extra;

    static Score of(List<Detection> reference, List<Detection> detections) {
      Score score = new Score();
      for (Detection box : reference) {
        if (box.confidenceE4() > COUNTED) {
          score.wanted++;
          score.found += detections.stream().anyMatch(own -> same(box, own)) ? 1 : 0;
        }
      }
      for (Detection own : detections) {
        if (own.confidenceE4() > COUNTED + TOLERANCE) {
          score.ours++;
          score.extra += reference.stream().noneMatch(box -> same(box, own)) ? 1 : 0;
        }
      }
      return score;
    }

    void add(Score other) {
      wanted += other.wanted;
      found += other.found;
      ours += other.ours;
      extra += other.extra;
    }

    private static boolean same(Detection a, Detection b) {
      return a.label().equals(b.label())
          && Math.abs(a.confidenceE4() - b.confidenceE4()) <= TOLERANCE
          && overlap(a, b) >= 0.9;
    }

    private static double overlap(Detection a, Detection b) {
      double width = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left());
      double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
      double both = Math.max(0, width) * Math.max(0, height);
      return both / (a.area() + b.area() - both);
    }

    @Override
    public String toString() {
      return "%d of %d reference boxes found, %d of %d own boxes extra"
          .formatted(found, wanted, extra, ours);
    }
  }
}
