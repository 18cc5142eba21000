package io.hearthwatch.pipeline;

import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.admit.AdmitFunction;
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
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * What a camera costs that was heard: each camera sends some frames and is never heard again, and
 * the state of the three stages that remember cameras is written out, on RocksDB.
 *
 * <pre>
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "target/test-classes:target/classes:$(cat target/classpath)" \
 *     io.hearthwatch.pipeline.CameraStateMeasurement [CAMERAS [FRAMES]]
 * </pre>
 */
final class CameraStateMeasurement {
  private static final long START_MICROS = 1_795_161_600_000_000L;
  private static final Duration WINDOW = Duration.ofSeconds(90);
  private static final Duration LATENESS = Duration.ofMinutes(2);

  /** A frame a minute: with ten of them windows close, are forgotten, and only the last stay. */
  private static final long STEP_MICROS = 60_000_000L;

  private CameraStateMeasurement() {}

  /**
   * Prints a line for each stage.
   *
   * @param arguments number of cameras, 1000000 if left out, and of frames from each, 1 if left out
   */
  public static void main(String[] arguments) throws Exception {
    int cameras = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int frames = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    AdmissionRule rule =
        new AdmissionRule(
            new AdmissionSettings(
                WINDOW,
                LATENESS,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofDays(7)));
    WindowSettings windows =
        new WindowSettings(
            WINDOW, LATENESS, Duration.ofDays(7), Duration.ofSeconds(30), 5_000, 9_000);
    try (Stage<Envelope, AdmittedFrame> admit =
            new Stage<>(
                new AdmitFunction(rule, new RowIds("main"), WINDOW.toMillis()),
                envelope -> envelope.reference().cameraId());
        Stage<DetectedFrame, DetectedFrame> order =
            new Stage<>(new OrderFunction(), DetectedFrame::cameraId);
        Stage<DetectedFrame, Batch> window =
            new Stage<>(new WindowFunction(windows), DetectedFrame::cameraId)) {
      long began = System.nanoTime();
      for (int frame = 0; frame < frames; frame++) {
        for (int camera = 0; camera < cameras; camera++) {
          for (AdmittedFrame admitted : admit.process(envelope(camera, frame, cameras))) {
            for (DetectedFrame ordered : order.process(searched(admitted))) {
              window.process(ordered);
            }
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%d cameras with %d frames each, %.0f frames/s%n",
          cameras,
          frames,
          (double) cameras * frames / ((System.nanoTime() - began) / 1e9));
      admit.print("admit", cameras);
      order.print("order", cameras);
      window.print("window", cameras);
    }
  }

  private static Envelope envelope(int camera, int frame, int cameras) {
    String id = "camera-%07d".formatted(camera);
    FrameReference reference =
        new FrameReference(
            id,
            "file:///frames/" + id + "/" + frame + ".jpg",
            START_MICROS + frame * STEP_MICROS,
            null,
            null,
            null);
    return new Envelope(
        new RecordCoordinates("frames", 0, (long) frame * cameras + camera),
        1,
        (START_MICROS + frame * STEP_MICROS) / 1_000,
        true,
        0,
        null,
        null,
        reference,
        null);
  }

  private static DetectedFrame searched(AdmittedFrame frame) {
    return new DetectedFrame(frame, 640, 480, List.of(), Verdict.ANALYSED, 1);
  }

  /** One keyed operator on RocksDB. */
  @SuppressWarnings("try") // the harness's close declares Exception
  private static final class Stage<I, O> implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, I, O> harness;

    Stage(KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key)
        throws Exception {
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(function), key, Types.STRING, 1024, 1, 0);
      ((SerializerConfigImpl) harness.getExecutionConfig().getSerializerConfig())
          .setGenericTypes(false);
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
      harness.setup();
      harness.open();
    }

    List<O> process(I input) throws Exception {
      harness.processElement(input, 0);
      List<O> output = harness.extractOutputValues();
      harness.getOutput().clear();
      return output;
    }

    void print(String name, int cameras) throws Exception {
      StateObjectCollection<KeyedStateHandle> state = harness.snapshot(1, 1).getManagedKeyedState();
      System.out.printf(
          Locale.ROOT,
          "%-6s %7.1f MB, %5.0f bytes a camera%n",
          name,
          state.getStateSize() / 1e6,
          (double) state.getStateSize() / cameras);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
