package io.hearthwatch.window;

import static io.hearthwatch.testing.CameraTape.WINDOW_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.testing.CameraTape;
import io.hearthwatch.testing.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for any frames, by seeded chance. */
class WindowPropertyTest {
  private static final int THRESHOLD = 5000;
  private static final long DAY = 20_000L * 86_400_000L;
  private static final List<String> LABELS = List.of("person", "car", "dog", "vase");

  @Test
  void contentsDoNotDependOnTheOrderOfTheirFrames() {
    Random random = new Random(1);
    for (int round = 0; round < 3000; round++) {
      List<DetectedFrame> frames = framesOfOneWindow(random, 1 + random.nextInt(12));
      WindowContents inOrder = contents(frames);
      Collections.shuffle(frames, random);
      assertThat(contents(frames)).as("round %d", round).isEqualTo(inOrder);
    }
  }

  @Test
  void keyFrameIsTheMostConfidentDetectionOfTheForemostKind() {
    Random random = new Random(2);
    for (int round = 0; round < 3000; round++) {
      List<DetectedFrame> frames = framesOfOneWindow(random, 1 + random.nextInt(6));
      KeyFrame key = contents(frames).keyFrame();
      // Person, vehicle, animal, and what is not watched, each with one label here.
      int best =
          LABELS.stream()
              .mapToInt(label -> best(frames, List.of(label)))
              .filter(confidence -> confidence >= THRESHOLD)
              .findFirst()
              .orElse(0);
      if (best < THRESHOLD) {
        assertThat(key).isNull();
      } else {
        assertThat(key.detection().confidenceE4()).isEqualTo(best);
      }
    }
  }

  /**
   * The same frames of one camera, once as they came, once with silences between and in another
   * order that opens no other lateness: the last row of each window is the same.
   */
  @Test
  void lastRowOfEachWindowIgnoresSilencesUrgencyAndArrivalOrder() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 400; round++) {
      List<Long> captures = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        captures.add(DAY * 1000 + random.nextInt(400) * 1_000_000L + i);
      }
      Map<Long, List<Detection>> seen = new HashMap<>();
      captures.forEach(captured -> seen.put(captured, detections(random)));
      Collections.shuffle(captures, random);
      Map<Long, Batch> calm = play(captures, seen, 10_001, random, false);
      Collections.shuffle(captures, random);
      Map<Long, Batch> busy = play(captures, seen, 5000, random, true);
      assertThat(busy.keySet()).isEqualTo(calm.keySet());
      busy.forEach(
          (start, batch) -> {
            Batch other = calm.get(start);
            assertThat(batch.stage()).isEqualTo(Stage.CLOSED);
            assertThat(batch.revision()).isEqualTo(other.revision());
            assertThat(batch.classes()).isEqualTo(other.classes());
            assertThat(batch.detections()).isEqualTo(other.detections());
            assertThat(batch.firstCapturedMicros()).isEqualTo(other.firstCapturedMicros());
            assertThat(batch.lastCapturedMicros()).isEqualTo(other.lastCapturedMicros());
            assertThat(batch.framesAnalysed()).isEqualTo(other.framesAnalysed());
          });
    }
  }

  private static Map<Long, Batch> play(
      List<Long> captures,
      Map<Long, List<Detection>> seen,
      int urgentE4,
      Random random,
      boolean silences)
      throws Exception {
    CameraWindows windows =
        new CameraWindows(
            new WindowSettings(
                Duration.ofMillis(WINDOW_MILLIS),
                Duration.ofHours(1),
                Duration.ofHours(2),
                Duration.ofSeconds(30),
                THRESHOLD,
                urgentE4),
            new MemoryStore<>());
    CameraTape tape = new CameraTape("yard", 3000);
    CameraClock clock = CameraClock.START;
    List<Batch> out = new ArrayList<>();
    for (long captured : captures) {
      clock =
          windows.add(clock, tape.frame(captured, Verdict.ANALYSED, seen.get(captured)), out::add);
      if (silences && random.nextInt(4) == 0) {
        windows.writeInterim(out::add);
      }
    }
    windows.add(clock, tape.frame(DAY + 30 * WINDOW_MILLIS), out::add);
    Map<Long, Batch> last = new HashMap<>();
    for (Batch batch : out) {
      Batch before = last.put(batch.windowStartMillis(), batch);
      if (before != null) {
        assertThat(batch.revision()).isGreaterThanOrEqualTo(before.revision());
        assertThat(before.stage() != Stage.CLOSED || batch.stage() == Stage.CLOSED).isTrue();
        assertThat(
                batch.revision() > before.revision() || batch.stage().compareTo(before.stage()) > 0)
            .as("each row is newer than the one before")
            .isTrue();
      }
    }
    return last;
  }

  private static WindowContents contents(List<DetectedFrame> frames) {
    WindowContents contents = WindowContents.of(frames.get(0), WINDOW_MILLIS, THRESHOLD);
    for (DetectedFrame frame : frames.subList(1, frames.size())) {
      contents = contents.plus(frame, THRESHOLD);
    }
    return contents;
  }

  private static List<DetectedFrame> framesOfOneWindow(Random random, int count) {
    CameraTape tape = new CameraTape("yard", 0);
    List<DetectedFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long captured = DAY * 1000 + random.nextInt(5) * 1_000_000L;
      frames.add(
          switch (random.nextInt(6)) {
            case 0 ->
                tape.frame(captured, Verdict.rejected(Reason.MISSING_FILE, "gone"), List.of());
            case 1 -> tape.frame(captured, Verdict.shed("too many"), List.of());
            default -> tape.frame(captured, Verdict.ANALYSED, detections(random));
          });
    }
    return frames;
  }

  /** Few different confidences and boxes, so that ties are common. */
  private static List<Detection> detections(Random random) {
    List<Detection> detections = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      float right = 20 + random.nextInt(3);
      detections.add(
          new Detection(
              0,
              LABELS.get(random.nextInt(LABELS.size())),
              4000 + 1000 * random.nextInt(5),
              10,
              10,
              right,
              20));
    }
    return detections;
  }

  private static int best(List<DetectedFrame> frames, List<String> labels) {
    return frames.stream()
        .flatMap(frame -> frame.detections().stream())
        .filter(detection -> labels.contains(detection.label()))
        .mapToInt(Detection::confidenceE4)
        .max()
        .orElse(0);
  }
}
