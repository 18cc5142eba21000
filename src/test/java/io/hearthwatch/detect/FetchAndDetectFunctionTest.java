package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Every frame comes out once, with what became of it. */
class FetchAndDetectFunctionTest extends FetchAndDetectCase {
  @Test
  void everyFrameComesOutOnceWhateverBecomesOfIt() throws Exception {
    Files.createSymbolicLink(root.resolve("out.jpg"), Path.of("/dev/null"));
    try (var harness = harness(TextAnalyzer::new)) {
      harness.open();
      for (int i = 0; i < 20; i++) {
        process(harness, frame(picture(i + ".jpg", "good " + i), null, null));
      }
      process(harness, frame(root.resolve("missing.jpg"), null, null));
      process(harness, frame(root.resolve("out.jpg"), null, null));
      process(harness, frame(picture("bad.jpg", "broken"), null, null));
      process(harness, frame(picture("large.jpg", "x".repeat(2000)), null, null));
      process(harness, frame(picture("sha.jpg", "good"), "0".repeat(64), null));
      process(harness, frame(picture("width.jpg", "good"), null, 99));
      harness.endInput();

      List<DetectedFrame> results = harness.extractOutputValues();
      assertThat(results).extracting(result -> result.frame().sequence()).doesNotHaveDuplicates();
      assertThat(results).hasSize(26);
      Map<String, Long> outcomes =
          results.stream()
              .map(
                  result ->
                      result.verdict().analysed() ? "analysed" : result.verdict().reason().code())
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(outcomes)
          .isEqualTo(
              Map.of(
                  "analysed", 20L,
                  "missing_file", 1L,
                  "forbidden_uri", 1L,
                  "undecodable", 1L,
                  "file_too_large", 1L,
                  "content_mismatch", 2L));
    }
  }

  @Test
  void aShedFrameIsNeitherFetchedNorSearched() throws Exception {
    AdmittedFrame frame = frame(root.resolve("missing.jpg"), null, null);
    Verdict shed = Verdict.shed("it would have waited");
    AdmittedFrame marked =
        new AdmittedFrame(
            frame.envelope().shed(shed), frame.frameId(), frame.batchId(), 0, 0, 0, false);
    try (var harness = harness(TextAnalyzer::new)) {
      harness.open();
      process(harness, marked);
      harness.endInput();

      assertThat(harness.extractOutputValues())
          .singleElement()
          .usingRecursiveComparison()
          .isEqualTo(new DetectedFrame(marked, null, null, List.of(), shed, 0));
    }
  }

  @Test
  void onlyRejectedFramesKeepTheirRecord() throws Exception {
    try (var harness = harness(TextAnalyzer::new)) {
      harness.open();
      process(harness, frame(picture("good.jpg", "good"), null, null));
      process(harness, frame(picture("bad.jpg", "broken"), null, null));
      harness.endInput();

      for (DetectedFrame result : harness.extractOutputValues()) {
        boolean rejected = result.verdict().outcome() == Outcome.REJECTED;
        assertThat(result.frame().envelope().value() != null).isEqualTo(rejected);
        assertThat(result.width()).isEqualTo(rejected ? null : (Integer) 7);
      }
    }
  }

  @Test
  void framesInHandAreInTheSnapshotAndComeOutAfterTheRestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(() -> new HangingAnalyzer())) {
      harness.open();
      for (int i = 0; i < 10; i++) {
        process(harness, frame(picture(i + ".jpg", "good"), null, null));
      }
      snapshot = harness.snapshot(1, 1);
      assertThat(harness.extractOutputValues()).isEmpty();
    }
    try (var harness = harness(TextAnalyzer::new)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.endInput();
      assertThat(harness.extractOutputValues())
          .extracting(result -> result.frame().sequence())
          .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
  }
}
