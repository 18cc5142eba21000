package io.hearthwatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.testing.CameraTape;
import io.hearthwatch.testing.SnapshottingHarness;
import io.hearthwatch.testing.SnapshottingHarness.Arrival;
import io.hearthwatch.testing.SnapshottingHarness.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderFunctionTest {
  private final SnapshottingHarness<DetectedFrame, DetectedFrame> harness =
      new SnapshottingHarness<>(OrderFunction::new, DetectedFrame::cameraId);

  @Test
  void shuffledCamerasComeOutInSequenceAlsoAcrossRestoresAndParallelism() throws Exception {
    List<DetectedFrame> frames = new ArrayList<>();
    for (String camera : List.of("front-door", "yard", "garage", "gate")) {
      CameraTape tape = new CameraTape(camera, 0);
      for (int i = 0; i < 12; i++) {
        frames.add(
            i % 5 == 4
                ? tape.failed(i * 1000)
                : tape.frame(i * 1000, CameraTape.seen("cat", 7000)));
      }
    }
    Collections.shuffle(frames, new Random(3));

    var result = harness.run(arrivals(frames.stream()));

    for (String camera : List.of("front-door", "yard", "garage", "gate")) {
      assertThat(result.main().stream().filter(f -> f.cameraId().equals(camera)))
          .extracting(f -> f.frame().sequence())
          .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }
    assertThat(result.main()).containsExactlyInAnyOrderElementsOf(frames);
    assertThat(result.stateEntries()).as("only the cameras' progress stays").isEqualTo(4);
  }

  @Test
  void missingNumberHoldsItsCameraOnlyAndNoTimerRuns() throws Exception {
    CameraTape yard = new CameraTape("yard", 0);
    CameraTape gate = new CameraTape("gate", 0);
    DetectedFrame missing = yard.frame(0);

    var result =
        harness.run(arrivals(Stream.of(yard.frame(1000), gate.frame(0), yard.frame(2000))));

    assertThat(missing.frame().sequence()).isZero();
    assertThat(result.main()).extracting(DetectedFrame::cameraId).containsExactly("gate");
    assertThat(result.timers()).isZero();
    assertThat(result.stateEntries()).as("2 cameras, 1 map of waiting frames").isEqualTo(3);
  }

  private static List<Step<DetectedFrame>> arrivals(Stream<DetectedFrame> frames) {
    return frames.map(frame -> (Step<DetectedFrame>) new Arrival<>(frame)).toList();
  }
}
