package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Frames in hand are written down, and those that killed a process can be skipped. */
class SkippedFramesTest extends FetchAndDetectCase {
  private static final long SKIPPED = 1_000_000;

  @Test
  void aFrameThatIsToBeSkippedIsNeitherReadNorSearchedAlsoOutOfACheckpoint() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(HangingAnalyzer::new)) {
      harness.open();
      process(harness, frame(picture("good.jpg", "good"), null, null));
      process(harness, frameAt(SKIPPED, picture("poisoned.jpg", "good")));
      snapshot = harness.snapshot(1, 1);
    }
    Files.delete(root.resolve("poisoned.jpg"));
    skipped = Set.of(new RecordCoordinates("frames", 0, SKIPPED));
    try (var harness = harness(TextAnalyzer::new)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.endInput();
      DetectedFrame left =
          harness.extractOutputValues().stream()
              .filter(result -> result.frame().envelope().coordinates().offset() == SKIPPED)
              .findAny()
              .orElseThrow();
      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(left.verdict().reason()).isEqualTo(Reason.SKIPPED);
      assertThat(left.verdict().detail())
          .isEqualTo("frames-0@1000000 is to be skipped (detect.skip-offsets)");
      assertThat(left.attempts()).isZero();
      assertThat(left.frame().envelope().value()).isNotNull();
    }
    assertThat(root.resolve("in-hand")).isDirectoryNotContaining("glob:**.mark");
  }

  @Test
  void theFrameInHandIsWrittenDownWhileItIsSearchedAndNoLonger() throws Exception {
    List<String> marks = new CopyOnWriteArrayList<>();
    FrameAnalyzerFactory looking =
        () ->
            new TextAnalyzer() {
              @Override
              public Analysis analyse(byte[] picture, SizeCheck size)
                  throws FrameRejectedException {
                marks.add(mark());
                return super.analyse(picture, size);
              }
            };
    try (var harness = harness(looking)) {
      harness.open();
      process(harness, frame(picture("bad.jpg", "broken"), null, null));
      process(harness, frame(picture("good.jpg", "good"), null, null));
      harness.endInput();
      assertThat(marks)
          .satisfiesExactlyInAnyOrder(
              bad -> assertThat(bad).contains("frames\n0\n0\ncamera\nfile:").contains("bad.jpg"),
              good -> assertThat(good).contains("frames\n0\n1\ncamera\nfile:"));
      assertThat(mark()).startsWith("\0\0\0\0");
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedStopsNoFrame() throws Exception {
    Files.writeString(root.resolve("in-hand"), "a file is in the way");
    try (var harness = harness(TextAnalyzer::new)) {
      harness.open();
      process(harness, frame(picture("good.jpg", "good"), null, null));
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  private String mark() {
    try (Stream<Path> files = Files.list(root.resolve("in-hand"))) {
      Path mark = files.filter(file -> file.toString().endsWith(".mark")).findAny().orElseThrow();
      return Files.readString(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
