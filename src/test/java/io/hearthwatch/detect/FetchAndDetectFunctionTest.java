package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Orientation;
import io.hearthwatch.image.PictureFormat;
import io.hearthwatch.image.PictureHeader;
import io.hearthwatch.image.Pictures;
import io.hearthwatch.image.Placement;
import io.hearthwatch.inhand.InHandSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchAndDetectFunctionTest {
  private static final long SKIPPED = 1_000_000;
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @TempDir private Path root;
  private long sequence;
  private Set<RecordCoordinates> skipped = Set.of();

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

  private String mark() {
    try (Stream<Path> files = Files.list(root.resolve("in-hand"))) {
      Path mark = files.filter(file -> file.toString().endsWith(".mark")).findAny().orElseThrow();
      return Files.readString(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    try (var harness = harness(TextAnalyzer::new)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
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
    try (var harness = harness(TextAnalyzer::new)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void whatTheFrameCacheDoesCanBeWatched() throws Exception {
    String cache = root.resolve("cache").toString();
    Path picture =
        Files.write(root.resolve("picture.jpg"), Pictures.jpeg(Pictures.scene(16, 16, 1)));
    InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    try (var harness = harness(() -> new CachingAnalyzer(cache), metrics)) {
      harness.open();
      for (int i = 0; i < 5; i++) {
        process(harness, frame(picture, null, null));
      }
      harness.endInput();
    }
    assertThat(gauge(metrics, "frameCacheMisses")).isEqualTo(1);
    assertThat(gauge(metrics, "frameCacheHits")).isEqualTo(4);
    assertThat(gauge(metrics, "frameCacheBytesWritten")).isPositive();
    assertThat(gauge(metrics, "frameCacheEvictions")).isZero();
    assertThat(gauge(metrics, "frameCacheBrokenEntries")).isZero();
    assertThat(gauge(metrics, "frameCacheFailures")).isZero();
  }

  private static long gauge(InterceptingOperatorMetricGroup metrics, String name) {
    return (Long) ((Gauge<?>) metrics.get(name)).getValue();
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

  private OneInputStreamOperatorTestHarness<AdmittedFrame, DetectedFrame> harness(
      FrameAnalyzerFactory analyzers) throws Exception {
    return harness(analyzers, new InterceptingOperatorMetricGroup());
  }

  private OneInputStreamOperatorTestHarness<AdmittedFrame, DetectedFrame> harness(
      FrameAnalyzerFactory analyzers, InterceptingOperatorMetricGroup metrics) throws Exception {
    FetchAndDetectFunction function =
        new FetchAndDetectFunction(
            analyzers,
            new FetchSettings(
                50, 2, 3, 1000, 2, Duration.ofMillis(10), Duration.ofSeconds(10), List.of()),
            List.of(root.toUri().toString()),
            new InHandSettings(root.resolve("in-hand").toString(), skipped));
    var serializers = new SerializerConfigImpl();
    serializers.setGenericTypes(false);
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new AsyncWaitOperatorFactory<>(function, 0, 50, AsyncDataStream.OutputMode.UNORDERED),
            TypeInformation.of(AdmittedFrame.class).createSerializer(serializers),
            new MockEnvironmentBuilder().setMetricGroup(task(metrics)).build());
    harness.setup(TypeInformation.of(DetectedFrame.class).createSerializer(serializers));
    return harness;
  }

  private static InterceptingTaskMetricGroup task(InterceptingOperatorMetricGroup metrics) {
    return new InterceptingTaskMetricGroup() {
      @Override
      public InternalOperatorMetricGroup getOrAddOperator(
          OperatorID id, String name, Map<String, String> variables) {
        return metrics;
      }
    };
  }

  private static void process(
      OneInputStreamOperatorTestHarness<AdmittedFrame, DetectedFrame> harness, AdmittedFrame frame)
      throws Exception {
    harness.processElement(frame, 0);
  }

  private Path picture(String name, String content) throws IOException {
    return Files.writeString(root.resolve(name), content);
  }

  private AdmittedFrame frame(Path file, String sha256, Integer width) {
    return frameAt(sequence, file, sha256, width);
  }

  private AdmittedFrame frameAt(long offset, Path file) {
    return frameAt(offset, file, null, null);
  }

  private AdmittedFrame frameAt(long offset, Path file, String sha256, Integer width) {
    FrameReference reference =
        new FrameReference("camera", file.toUri().toString(), sequence, sha256, width, null);
    Envelope envelope =
        new Envelope(
            new RecordCoordinates("frames", 0, offset),
            1,
            0,
            true,
            0,
            null,
            new byte[] {1},
            reference,
            null);
    return new AdmittedFrame(
        envelope, new RowId(0, sequence), new RowId(1, 0), 0, sequence++, 0, false);
  }

  /** Takes texts for pictures: seven pixels wide unless they are broken. */
  private static class TextAnalyzer implements FrameAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      size.check(new PictureHeader(PictureFormat.JPEG, 7, 5, Orientation.UPRIGHT));
      if (new String(picture, StandardCharsets.UTF_8).startsWith("broken")) {
        throw new FrameRejectedException(Reason.UNDECODABLE, "it is broken");
      }
      return new Analysis(
          7, 5, new ArrayList<>(List.of(new Detection(0, "person", 9000, 0, 0, 1, 1))), 0);
    }

    @Override
    public void close() {}
  }

  private static final class CachingAnalyzer extends TextAnalyzer {
    private final FramePreparer preparer;

    CachingAnalyzer(String cache) throws IOException {
      preparer =
          new FramePreparer(
              new InputFormat(64, 64, Placement.CENTRED, ChannelOrder.RGB, Normalisation.RAW),
              new DetectSettings(
                  "unused",
                  5000,
                  1000,
                  1,
                  10_000_000,
                  ModelOptions.NONE,
                  DecodeMode.FAST,
                  new CacheSettings(cache, 1L << 30)));
    }

    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      preparer.prepare(picture, size);
      return new Analysis(16, 16, List.of(), 0);
    }

    @Override
    public Optional<CacheCounters> cacheCounters() {
      return preparer.cacheCounters();
    }

    @Override
    public void close() {
      preparer.close();
    }
  }

  private static final class HangingAnalyzer extends TextAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.analyse(picture, size);
    }
  }
}
