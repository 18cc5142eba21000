package io.hearthwatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Farewell;
import io.hearthwatch.testing.CameraTape;
import io.hearthwatch.testing.SnapshottingHarness;
import io.hearthwatch.testing.SnapshottingHarness.Arrival;
import io.hearthwatch.testing.SnapshottingHarness.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness's close declares Exception
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
                ? tape.failed(i * 1000L)
                : tape.frame(i * 1000L, CameraTape.seen("cat", 7000)));
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

  @Test
  void aFarewellLeavesBehindAllBeforeItAndTakesTheCameraWithIt() throws Exception {
    CameraTape yard = new CameraTape("yard", 0);
    List<DetectedFrame> frames = List.of(yard.frame(0), yard.frame(1000), yard.frame(2000));
    DetectedFrame farewell = DetectedFrame.farewell(new Farewell("yard", 3));
    DetectedFrame next = resuming(yard.frame(900_000_000L));

    var left =
        harness.run(arrivals(Stream.of(frames.get(2), farewell, frames.get(0), frames.get(1))));
    assertThat(left.main()).containsExactly(frames.get(0), frames.get(1), frames.get(2), farewell);
    assertThat(left.stateEntries()).isZero();

    var back =
        harness.run(
            arrivals(Stream.of(frames.get(0), frames.get(1), frames.get(2), farewell, next)));
    assertThat(back.main().get(4)).isEqualTo(next);
    assertThat(back.stateEntries()).isEqualTo(1);
  }

  @Test
  void aFarewellThatTheNextFrameOvertakesIsVoid() throws Exception {
    CameraTape yard = new CameraTape("yard", 0);
    List<DetectedFrame> frames = List.of(yard.frame(0), resuming(yard.frame(900_000_000L)));
    DetectedFrame farewell = DetectedFrame.farewell(new Farewell("yard", 1));
    for (List<DetectedFrame> order :
        List.of(
            List.of(frames.get(0), frames.get(1), farewell),
            List.of(farewell, frames.get(0), frames.get(1)),
            List.of(frames.get(0), farewell, frames.get(1)))) {
      var result = harness.run(arrivals(order.stream()));
      assertThat(result.main()).filteredOn(frame -> !frame.isFarewell()).isEqualTo(frames);
      assertThat(result.stateEntries()).isEqualTo(1);
    }
  }

  /** As admission sends it when the camera was put to rest. */
  private static DetectedFrame resuming(DetectedFrame frame) {
    AdmittedFrame one = frame.frame();
    return new DetectedFrame(
        new AdmittedFrame(
            one.envelope(),
            one.frameId(),
            one.batchId(),
            one.windowStartMillis(),
            one.sequence(),
            one.clockMicros(),
            one.outOfOrder(),
            false,
            true),
        frame.width(),
        frame.height(),
        frame.detections(),
        frame.verdict(),
        frame.attempts());
  }

  @Test
  void gaugeShowsTheFramesThatWaitAndFindsThemAgainAfterARestore() throws Exception {
    CameraTape yard = new CameraTape("yard", 0);
    CameraTape gate = new CameraTape("gate", 0);
    List<DetectedFrame> ofYard =
        List.of(yard.frame(0), yard.frame(1), yard.frame(2), yard.frame(3));
    List<DetectedFrame> ofGate = List.of(gate.frame(0), gate.frame(1));
    OperatorSubtaskState state;
    try (Metered first = new Metered(null)) {
      first.take(ofYard.get(1), ofYard.get(3), ofGate.get(1));
      assertThat(first.framesWaiting()).isEqualTo(3);
      assertThat(first.framesHeldBack()).isEqualTo(3);
      first.take(ofYard.get(0));
      assertThat(first.framesWaiting()).isEqualTo(2);
      first.take(ofGate.get(0));
      assertThat(first.framesWaiting()).isEqualTo(1);
      state = first.harness.snapshot(1, 1);
    }
    try (Metered second = new Metered(state)) {
      DetectedFrame fifth = yard.frame(4);
      second.take(yard.frame(5));
      assertThat(second.framesWaiting()).as("number 3 from before, and 5").isEqualTo(2);
      second.take(ofYard.get(2), fifth);
      assertThat(second.framesWaiting()).isZero();
    }
  }

  /** One subtask whose metrics can be read. */
  private static final class Metered implements AutoCloseable {
    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private final KeyedOneInputStreamOperatorTestHarness<String, DetectedFrame, DetectedFrame>
        harness;

    Metered(OperatorSubtaskState state) throws Exception {
      InterceptingTaskMetricGroup task =
          new InterceptingTaskMetricGroup() {
            @Override
            public InternalOperatorMetricGroup getOrAddOperator(
                OperatorID id, String name, Map<String, String> variables) {
              return metrics;
            }
          };
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new OrderFunction()),
              DetectedFrame::cameraId,
              Types.STRING,
              new MockEnvironmentBuilder().setMaxParallelism(128).setMetricGroup(task).build());
      harness.setup();
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    void take(DetectedFrame... frames) throws Exception {
      for (DetectedFrame frame : frames) {
        harness.processElement(new StreamRecord<>(frame));
      }
    }

    int framesWaiting() {
      return (Integer) ((Gauge<?>) metrics.get("framesWaiting")).getValue();
    }

    long framesHeldBack() {
      return ((Counter) metrics.get("framesHeldBack")).getCount();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static List<Step<DetectedFrame>> arrivals(Stream<DetectedFrame> frames) {
    return frames.map(frame -> (Step<DetectedFrame>) new Arrival<>(frame)).toList();
  }
}
