package io.hearthwatch.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.identity.RowIds;
import io.hearthwatch.testing.SnapshottingHarness;
import io.hearthwatch.testing.SnapshottingHarness.Arrival;
import io.hearthwatch.testing.SnapshottingHarness.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdmitFunctionTest {
  private static final long START = 1_795_161_600_000L;
  private static final RowIds IDS = new RowIds("main");

  private final SnapshottingHarness<Envelope, AdmittedFrame> harness =
      new SnapshottingHarness<>(
          () ->
              new AdmitFunction(
                  new AdmissionRule(
                      new AdmissionSettings(
                          Duration.ofSeconds(90),
                          Duration.ofSeconds(60),
                          Duration.ofSeconds(5),
                          Duration.ofSeconds(30),
                          Duration.ofHours(2))),
                  IDS,
                  90_000),
          envelope -> envelope.reference().cameraId(),
          AdmitFunction.REFUSED);
  private long offset;

  @Test
  void everyFrameLeavesOnceByOneOfTwoWays() throws Exception {
    Random random = new Random(9);
    List<Step<Envelope>> steps = new ArrayList<>();
    Map<String, Long> clocks = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      String camera = "camera-" + random.nextInt(3);
      long now = clocks.merge(camera, 3_000L + random.nextInt(9_000), Long::sum);
      long captured =
          switch (random.nextInt(8)) {
            case 0 -> now - 200_000;
            case 1 -> now + 60_000;
            case 2 -> now - 4 * 3_600_000;
            default -> now - random.nextInt(6) * 1_000L;
          };
      // Whole seconds only, so that some frames come twice.
      steps.add(frame(camera, START + captured / 5_000 * 5_000, START + now));
    }

    SnapshottingHarness.Result<AdmittedFrame> result = harness.run(steps);

    List<FrameOutcome> refused =
        result.sides().get(0).stream().map(FrameOutcome.class::cast).toList();
    assertThat(refused.size() + result.main().size()).isEqualTo(steps.size());
    assertThat(
            refused.stream()
                .map(outcome -> outcome.verdict().outcome())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Outcome.LATE, Outcome.DUPLICATE, Outcome.REJECTED);
    for (String camera : clocks.keySet()) {
      List<Long> sequence =
          result.main().stream()
              .filter(frame -> frame.cameraId().equals(camera))
              .map(AdmittedFrame::sequence)
              .toList();
      for (int i = 0; i < sequence.size(); i++) {
        assertThat(sequence.get(i)).isEqualTo(i);
      }
    }
    assertThat(result.timers()).as("one for each camera").isEqualTo(clocks.size());
  }

  @Test
  void anAdmittedFrameKnowsItsBatchAndARefusedOneKeepsItsRecord() throws Exception {
    SnapshottingHarness.Result<AdmittedFrame> result =
        harness.run(List.of(frame("a", START + 1_000, START), frame("a", START + 1_000, START)));

    AdmittedFrame admitted = result.main().get(0);
    assertThat(admitted.batchId()).isEqualTo(IDS.batch("a", admitted.windowStartMillis(), 90_000));
    FrameOutcome duplicate = (FrameOutcome) result.sides().get(0).get(0);
    assertThat(duplicate.frameId()).isEqualTo(admitted.frameId());
    assertThat(duplicate.coordinates().offset()).isEqualTo(1);
    assertThat(duplicate.value()).isNotEmpty();
  }

  @Test
  void theStateOfACameraEndsWithItsWindows() throws Exception {
    List<Step<Envelope>> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      steps.add(frame("a", START + i * 30_000L, START + i * 30_000L));
    }
    // The clock, and one map of the frames within the last windows.
    assertThat(harness.run(steps).stateEntries()).isEqualTo(2);
  }

  private Step<Envelope> frame(String camera, long capturedMillis, long appendedMillis) {
    return new Arrival<>(
        new Envelope(
            new RecordCoordinates("frames", 0, offset++),
            1,
            appendedMillis,
            true,
            0,
            null,
            new byte[] {1},
            new FrameReference(
                camera,
                "file:///frames/" + capturedMillis,
                capturedMillis * 1000,
                null,
                null,
                null),
            null));
  }
}
