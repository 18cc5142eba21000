package io.hearthwatch.window;

import static io.hearthwatch.testing.CameraTape.WINDOW_MILLIS;
import static io.hearthwatch.testing.CameraTape.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.testing.CameraTape;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Ten thousand windows open at once, on RocksDB, through a restore. */
class ManyWindowsTest {
  private static final int CAMERAS = 10_000;
  private static final long DAY = 20_000L * 86_400_000L;

  private final List<CameraTape> cameras =
      IntStream.range(0, CAMERAS).mapToObj(i -> new CameraTape("camera-" + i, 0)).toList();

  @Test
  void everyOneIsWrittenInSilenceAndClosesOnce() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness()) {
      harness.open();
      for (CameraTape camera : cameras) {
        harness.processElement1(camera.frame(DAY, seen("cat", 6_000)), 0);
      }
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.numProcessingTimeTimers()).isEqualTo(CAMERAS);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(snapshot);
      harness.open();
      harness.setProcessingTime(30_000);
      assertThat(harness.extractOutputValues())
          .hasSize(CAMERAS)
          .allMatch(batch -> batch.stage() == Stage.INTERIM)
          .extracting(Batch::cameraId)
          .doesNotHaveDuplicates();
      assertThat(harness.numProcessingTimeTimers()).isZero();
      harness.getOutput().clear();
      for (CameraTape camera : cameras) {
        harness.processElement1(camera.frame(DAY + WINDOW_MILLIS), 0);
      }
      assertThat(harness.extractOutputValues())
          .hasSize(CAMERAS)
          .allMatch(batch -> batch.stage() == Stage.CLOSED && batch.detections() == 1)
          .extracting(Batch::cameraId)
          .doesNotHaveDuplicates();
    }
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, DetectedFrame, AcceptedGap, Batch>
      harness() throws Exception {
    WindowFunction function =
        new WindowFunction(
            new WindowSettings(
                Duration.ofMillis(WINDOW_MILLIS),
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                Duration.ofSeconds(30),
                5_000,
                9_000),
            "main",
            List.of());
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(WindowFunction.GAP_ENDS)),
            DetectedFrame::cameraId,
            null,
            Types.STRING);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setProcessingTime(0);
    harness.setup();
    return harness;
  }
}
