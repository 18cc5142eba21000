package io.hearthwatch.pipeline;

import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.admit.AdmitFunction;
import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.identity.RowIds;
import io.hearthwatch.order.OrderFunction;
import io.hearthwatch.window.WindowFunction;
import io.hearthwatch.window.WindowSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * The three stages that remember cameras, one behind the other, with one thread and one subtask
 * each; every frame is found empty at once.
 */
@SuppressWarnings("try") // the harnesses' close declares Exception
final class CameraStages implements AutoCloseable {
  /** How old a frame may be, by its append time. */
  static final Duration MAX_AGE = Duration.ofDays(7);

  private static final Duration WINDOW = Duration.ofSeconds(90);
  private static final Duration LATENESS = Duration.ofMinutes(2);

  private final KeyedOneInputStreamOperatorTestHarness<String, Envelope, AdmittedFrame> admit;
  private final KeyedOneInputStreamOperatorTestHarness<String, DetectedFrame, DetectedFrame> order;
  private final KeyedTwoInputStreamOperatorTestHarness<String, DetectedFrame, AcceptedGap, Batch>
      window;
  private final List<AdmittedFrame> admitted = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private long offset;

  /**
   * @param backend gives each stage a backend of its own
   */
  CameraStages(Supplier<StateBackend> backend) throws Exception {
    AdmissionRule rule =
        new AdmissionRule(
            new AdmissionSettings(
                WINDOW, LATENESS, Duration.ofSeconds(10), Duration.ofSeconds(30), MAX_AGE));
    admit =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new AdmitFunction(rule, new RowIds("main"), WINDOW.toMillis())),
            envelope -> envelope.reference().cameraId(),
            Types.STRING);
    order =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new OrderFunction()), DetectedFrame::cameraId, Types.STRING);
    window =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new WindowFunction(
                    new WindowSettings(
                        WINDOW, LATENESS, MAX_AGE, Duration.ofSeconds(30), 5_000, 9_000),
                    "main",
                    List.of()),
                List.of(WindowFunction.GAP_ENDS)),
            DetectedFrame::cameraId,
            null,
            Types.STRING);
    for (AbstractStreamOperatorTestHarness<?> stage : stages()) {
      ((SerializerConfigImpl) stage.getExecutionConfig().getSerializerConfig())
          .setGenericTypes(false);
      stage.setStateBackend(backend.get());
      stage.setup();
      stage.open();
    }
  }

  private List<AbstractStreamOperatorTestHarness<?>> stages() {
    return List.of(admit, order, window);
  }

  /** A frame that was captured when its record was appended, in partition 0. */
  void take(String camera, long millis) throws Exception {
    FrameReference reference =
        new FrameReference(
            camera,
            "file:///frames/" + camera + "/" + millis + ".jpg",
            millis * 1000,
            null,
            null,
            null);
    admit.processElement(
        new Envelope(
            new RecordCoordinates("frames", 0, offset++),
            1,
            millis,
            true,
            0,
            null,
            null,
            reference,
            null),
        0);
    pass();
  }

  /** Processing time moves on, and timers fire. */
  void advanceTo(long millis) throws Exception {
    for (AbstractStreamOperatorTestHarness<?> stage : stages()) {
      stage.setProcessingTime(millis);
      pass();
    }
  }

  private void pass() throws Exception {
    for (AdmittedFrame frame : admit.extractOutputValues()) {
      admitted.add(frame);
      order.processElement(new DetectedFrame(frame, 640, 480, List.of(), Verdict.ANALYSED, 1), 0);
    }
    admit.getOutput().clear();
    var farewells = admit.getSideOutput(AdmitFunction.FAREWELLS);
    while (farewells != null && !farewells.isEmpty()) {
      order.processElement(DetectedFrame.farewell(farewells.poll().getValue()), 0);
    }
    for (DetectedFrame frame : order.extractOutputValues()) {
      window.processElement1(frame, 0);
    }
    order.getOutput().clear();
    batches.addAll(window.extractOutputValues());
    window.getOutput().clear();
  }

  /** What was admitted since the last call. */
  List<AdmittedFrame> admitted() {
    List<AdmittedFrame> since = List.copyOf(admitted);
    admitted.clear();
    return since;
  }

  /** What was written since the last call. */
  List<Batch> batches() {
    List<Batch> since = List.copyOf(batches);
    batches.clear();
    return since;
  }

  /** Entries of keyed state of admit, order and window; heap backend only. */
  List<Integer> entries() {
    return List.of(
        admit.numKeyedStateEntries(), order.numKeyedStateEntries(), window.numKeyedStateEntries());
  }

  /** Pending timers of admit, order and window; heap backend only. */
  List<Integer> timers() {
    return stages().stream()
        .map(AbstractStreamOperatorTestHarness::numProcessingTimeTimers)
        .toList();
  }

  /**
   * Bytes of keyed state of each stage, timers included, as a canonical savepoint has them: what is
   * remembered, and not files of RocksDB in which what was forgotten lies too.
   */
  List<Long> savepointBytes() throws Exception {
    CheckpointOptions savepoint =
        new CheckpointOptions(
            SavepointType.savepoint(SavepointFormatType.CANONICAL),
            CheckpointStorageLocationReference.getDefault());
    List<Long> bytes = new ArrayList<>();
    for (AbstractStreamOperatorTestHarness<?> stage : stages()) {
      OperatorSnapshotFutures snapshot =
          ((StreamOperator<?>) stage.getOperator())
              .snapshotState(1, 1, savepoint, new MemCheckpointStreamFactory(1 << 30));
      bytes.add(
          OperatorSnapshotFinalizer.create(snapshot)
              .getJobManagerOwnedState()
              .getManagedKeyedState()
              .getStateSize());
    }
    return bytes;
  }

  @Override
  public void close() throws Exception {
    for (AbstractStreamOperatorTestHarness<?> stage : stages()) {
      stage.close();
    }
  }
}
