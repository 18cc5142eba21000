package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What is wrong with the process and not with a frame fails the task, and no frame is lost. */
class DetectFailureTest extends FetchAndDetectCase {
  @Test
  void aDefectFailsTheJobInsteadOfLosingAFrame() throws Exception {
    FrameAnalyzerFactory defective =
        () ->
            new TextAnalyzer() {
              @Override
              public Analysis analyse(byte[] picture, SizeCheck size) {
                throw new IllegalStateException("a defect");
              }
            };
    OperatorSubtaskState snapshot;
    try (var harness = harness(defective)) {
      harness.open();
      process(harness, frame(picture("1.jpg", "good"), null, null));
      // The task's own thread throws: none of its checkpoints can come after the defect.
      assertThatThrownBy(harness::endInput).hasRootCauseMessage("a defect");
      assertThat(harness.getEnvironment().getActualExternalFailureCause()).isEmpty();
      assertThat(harness.extractOutputValues()).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    assertThatTheFrameIsTakenUpAgain(snapshot);
  }

  /** The rest of the process lives: its memory is there again once the task's is given back. */
  @Test
  void aLackOfMemoryFailsTheTaskAndLosesNoFrame() throws Exception {
    FrameAnalyzerFactory greedy =
        () ->
            new TextAnalyzer() {
              @Override
              public Analysis analyse(byte[] picture, SizeCheck size) {
                long[][] all = new long[Integer.MAX_VALUE - 2][];
                all[0] = new long[Integer.MAX_VALUE - 2];
                throw new IllegalStateException("this machine has too much memory");
              }
            };
    OperatorSubtaskState snapshot;
    try (var harness = harness(greedy)) {
      harness.open();
      process(harness, frame(picture("1.jpg", "good"), null, null));
      assertThatThrownBy(harness::endInput).hasRootCauseInstanceOf(OutOfMemoryError.class);
      assertThat(harness.getEnvironment().getActualExternalFailureCause()).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    assertThatTheFrameIsTakenUpAgain(snapshot);
  }

  private void assertThatTheFrameIsTakenUpAgain(OperatorSubtaskState snapshot) throws Exception {
    try (var harness = harness(TextAnalyzer::new)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void anAnalyzerThatCannotBeOpenedFailsTheStart() throws Exception {
    var harness =
        harness(
            () -> {
              throw new IOException("no such model");
            });
    assertThatThrownBy(harness::open).hasMessageContaining("no such model");
    harness.close();
  }
}
