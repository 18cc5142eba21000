package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OrtException;
import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.BareLoop;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.Pictures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFrameAnalyzerTest {
  private static final float[] PERSON = {8, 8, 24, 24, 0.9f, 0};

  @TempDir Path folder;
  private final SessionRegistry registry = new SessionRegistry(8);

  @AfterEach
  void nothingStaysOpen() {
    assertThat(registry.openLeases()).isZero();
    assertThat(registry.openSessions()).isZero();
  }

  private OnnxFrameAnalyzerFactory factory(Path model) throws IOException {
    return OnnxFrameAnalyzerFactory.ofLocalModel(
        new DetectSettings(model.toString(), 2500, 1000, 1, 1_000_000));
  }

  @Test
  void anotherModelUnderTheSameNameIsRefused() throws Exception {
    Path model = TinyModel.endToEnd(folder.resolve("m.onnx"), PERSON);
    OnnxFrameAnalyzerFactory started = factory(model);
    Files.copy(brightness(), model, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> started.open(registry))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bring the same file to every machine");
  }

  private FrameAnalyzer open(Path model) throws Exception {
    return factory(model).open(registry);
  }

  /** One box whose confidence is the mean brightness of the padded picture. */
  private Path brightness() {
    return TinyModel.write(
        folder.resolve("brightness.onnx"),
        6,
        new float[] {8, 8, 24, 24, 0, 0},
        new float[] {0, 0, 0, 0, 1, 0},
        Map.of("names", "['person']"));
  }

  @Test
  void findsObjectsInPixelsOfTheFrame() throws Exception {
    try (FrameAnalyzer analyzer = open(TinyModel.endToEnd(folder.resolve("m.onnx"), PERSON))) {
      Analysis analysis = analyzer.analyse(Pictures.jpeg(Pictures.scene(64, 64, 1)));
      assertThat(analysis.inferenceNanos()).isPositive();
      assertThat(analysis)
          .isEqualTo(
              new Analysis(
                  64,
                  64,
                  List.of(new Detection(0, "person", 9000, 16, 16, 48, 48)),
                  analysis.inferenceNanos()));
    }
  }

  @Test
  void looksAtThePicture() throws Exception {
    try (FrameAnalyzer analyzer = open(brightness())) {
      int before =
          analyzer.analyse(Pictures.png(filled(0x404040))).detections().get(0).confidenceE4();
      int after =
          analyzer.analyse(Pictures.png(filled(0xC0C0C0))).detections().get(0).confidenceE4();
      assertThat(before).isEqualTo(Math.round(0x40 / 255f * 10_000));
      assertThat(after).isEqualTo(Math.round(0xC0 / 255f * 10_000));
    }
  }

  private static java.awt.image.BufferedImage filled(int rgb) {
    var image = Pictures.scene(32, 32, 1);
    for (int i = 0; i < 32 * 32; i++) {
      image.setRGB(i % 32, i / 32, rgb);
    }
    return image;
  }

  @Test
  void namesTheReasonAndGoesOn() throws Exception {
    byte[] picture = Pictures.jpeg(Pictures.scene(64, 48, 1));
    try (FrameAnalyzer analyzer = open(TinyModel.endToEnd(folder.resolve("m.onnx"), PERSON))) {
      FrameRejectedException text = rejected(analyzer, new byte[] {1, 2, 3});
      assertThat(text.reason()).isEqualTo(Reason.UNDECODABLE);
      assertThat(text.width()).isNull();

      FrameRejectedException cut = rejected(analyzer, Arrays.copyOf(picture, picture.length - 9));
      assertThat(cut.reason()).isEqualTo(Reason.UNDECODABLE);
      assertThat(List.of(cut.width(), cut.height())).containsExactly(64, 48);

      FrameRejectedException large =
          rejected(analyzer, Pictures.png(Pictures.scene(1001, 1000, 1)));
      assertThat(large.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
      assertThat(large)
          .hasMessage("1001 x 1000 are 1001000 pixels, the limit is 1000000 (detect.max-pixels)");
      assertThat(large.width()).isEqualTo(1001);

      assertThat(analyzer.analyse(picture).detections()).hasSize(1);
    }
  }

  @Test
  void rejectsTheFrameWhenTheModelFails() throws Exception {
    byte[] picture = Pictures.jpeg(Pictures.scene(64, 48, 1));
    float[][] outputs = {
      {8, 8, Float.NaN, 24, 0.9f, 0},
      {8, 8, 24, Float.NEGATIVE_INFINITY, 0.01f, 0},
      {8, 8, 24, 24, 0.9f, 7},
      {8, 8, 24, 24, 90f, 0}
    };
    for (float[] output : outputs) {
      try (FrameAnalyzer analyzer = open(TinyModel.endToEnd(folder.resolve("m.onnx"), output))) {
        FrameRejectedException failed = rejected(analyzer, picture);
        assertThat(failed.reason()).isEqualTo(Reason.INFERENCE_FAILED);
        assertThat(failed.height()).isEqualTo(48);
      }
    }
  }

  /** The failure is ONNX Runtime's own: an entry that a table does not have. */
  @Test
  void rejectsTheFrameThatOnnxRuntimeFailsOnAndGoesOn() throws Exception {
    byte[] black = Pictures.png(filled(0));
    byte[] white = Pictures.png(filled(0xFFFFFF));
    try (FrameAnalyzer analyzer = open(TinyModel.failing(folder.resolve("white.onnx"), 0))) {
      for (int pass = 0; pass < 2; pass++) {
        assertThat(analyzer.analyse(black).detections()).isEmpty();
        FrameRejectedException failed = rejected(analyzer, white);
        assertThat(failed.reason()).isEqualTo(Reason.INFERENCE_FAILED);
        assertThat(failed).hasMessageContaining("out of data bounds");
        assertThat(failed.width()).isEqualTo(32);
      }
    }
  }

  @Test
  void blamesNoFrameWhenOnnxRuntimeFailsOnTheBlackPictureToo() throws Exception {
    try (FrameAnalyzer analyzer = open(TinyModel.failing(folder.resolve("all.onnx"), 1))) {
      assertThatThrownBy(() -> analyzer.analyse(Pictures.png(filled(0x808080))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model fails on every picture, so it is not the frame's fault")
          .cause()
          .isInstanceOf(OrtException.class)
          .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }
  }

  @Test
  void findsTheSameByWayOfTheCache() throws Exception {
    Path model = brightness();
    List<byte[]> pictures = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      pictures.add(Pictures.jpeg(Pictures.scene(200 + seed, 130, seed)));
      pictures.add(Pictures.png(Pictures.scene(30, 40 + seed, seed)));
    }
    assertCacheChangesNothing(model, pictures);
  }

  @Test
  void findsTheSameOnRealFramesByWayOfTheCache() throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    try (var files = Files.list(SharedData.require("frames/cctv-c006200"))) {
      for (Path file : files.sorted().limit(4).toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
    pictures.add(Files.readAllBytes(SharedData.require("frames/hd/mosaic.jpg")));
    assertCacheChangesNothing(SharedData.require("models/yolo26n-320-int8.onnx"), pictures);
  }

  /** Decoded, then kept, then read. */
  private void assertCacheChangesNothing(Path model, List<byte[]> pictures) throws Exception {
    for (DecodeMode mode : DecodeMode.values()) {
      try (FrameAnalyzer plain = open(model, mode, null);
          FrameAnalyzer cached =
              open(model, mode, new CacheSettings(folder.resolve("cache").toString(), 1L << 30))) {
        for (int pass = 0; pass < 2; pass++) {
          int found = 0;
          for (byte[] picture : pictures) {
            Analysis wanted = plain.analyse(picture);
            assertThat(cached.analyse(picture))
                .usingRecursiveComparison()
                .ignoringFields("inferenceNanos")
                .isEqualTo(wanted);
            found += wanted.detections().size();
          }
          assertThat(found).isPositive();
        }
        CacheCounters counters = cached.cacheCounters().orElseThrow();
        assertThat(counters.hits()).isGreaterThanOrEqualTo(pictures.size());
        assertThat(plain.cacheCounters()).isEmpty();
      }
    }
  }

  private FrameAnalyzer open(Path model, DecodeMode mode, CacheSettings cache) throws Exception {
    return OnnxFrameAnalyzerFactory.ofLocalModel(
            new DetectSettings(
                model.toString(), 2500, 1000, 1, 10_000_000, ModelOptions.NONE, mode, cache))
        .open(registry);
  }

  @Test
  void asksForTheSizeBeforeItDecodes() throws Exception {
    byte[] picture = Pictures.jpeg(Pictures.scene(64, 48, 1));
    byte[] corrupt = Arrays.copyOf(picture, picture.length - 9);
    FrameRejectedException refusal = new FrameRejectedException(Reason.CONTENT_MISMATCH, "no");
    try (FrameAnalyzer analyzer = open(TinyModel.endToEnd(folder.resolve("m.onnx"), PERSON))) {
      assertThatThrownBy(
              () ->
                  analyzer.analyse(
                      corrupt,
                      header -> {
                        assertThat(List.of(header.width(), header.height()))
                            .containsExactly(64, 48);
                        throw refusal;
                      }))
          .isSameAs(refusal);
    }
  }

  private static FrameRejectedException rejected(FrameAnalyzer analyzer, byte[] picture) {
    return catchThrowableOfType(FrameRejectedException.class, () -> analyzer.analyse(picture));
  }

  @Test
  void leavesNoSessionAfterFailoversAndACancel() throws Exception {
    OnnxFrameAnalyzerFactory factory = factory(brightness());
    for (int attempt = 0; attempt < 4; attempt++) {
      List<FrameAnalyzer> subtasks = new ArrayList<>();
      for (int subtask = 0; subtask < 3; subtask++) {
        subtasks.add(factory.open(registry));
      }
      assertThat(registry.openSessions()).isEqualTo(1);
      subtasks.forEach(FrameAnalyzer::close);
      subtasks.forEach(FrameAnalyzer::close);
      assertThat(registry.openLeases()).isZero();
    }
  }

  @Test
  void leavesNoSessionAfterAFailedOpen() {
    Path raw =
        TinyModel.write(
            folder.resolve("raw.onnx"), 84, new float[84 * 5], new float[84 * 5], Map.of());
    assertThatThrownBy(() -> open(raw))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(raw.toString())
        .hasMessageContaining("output0 FLOAT[1,5,84]");
    assertThatThrownBy(() -> open(Files.write(folder.resolve("text.onnx"), new byte[] {9, 9})))
        .isInstanceOf(OrtException.class);
    assertThatThrownBy(() -> open(folder.resolve("missing.onnx"))).isInstanceOf(IOException.class);
  }

  @Test
  void isUselessAfterClose() throws Exception {
    FrameAnalyzer analyzer = open(brightness());
    analyzer.close();
    analyzer.close();
    assertThatThrownBy(() -> analyzer.analyse(new byte[0]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givesTheSameInEveryThread() throws Exception {
    Path model = SharedData.require("models/yolo26n-320-int8.onnx");
    List<Path> frames;
    try (var files = Files.list(SharedData.require("frames/cctv-c006200"))) {
      frames = files.sorted().toList();
    }
    Callable<List<List<Detection>>> caller =
        () -> {
          List<List<Detection>> found = new ArrayList<>();
          try (FrameAnalyzer analyzer = open(model)) {
            for (Path frame : frames) {
              found.add(analyzer.analyse(Files.readAllBytes(frame)).detections());
            }
          }
          return found;
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<List<Detection>>>> results = threads.invokeAll(List.of(caller, caller));
      assertThat(results.get(0).get()).isEqualTo(results.get(1).get()).hasSameSizeAs(frames);
      assertThat(results.get(0).get()).anyMatch(detections -> !detections.isEmpty());
    } finally {
      threads.shutdownNow();
    }
  }

  /** A run holds about 30 KB of native memory, so a leak would be 300 MB. */
  @Test
  void givesBackWhatItTook() throws Exception {
    Path model =
        TinyModel.write(
            folder.resolve("wide.onnx"),
            6,
            new float[6 * 1280],
            new float[6 * 1280],
            Map.of("names", "['person']"));
    byte[] picture = Pictures.jpeg(Pictures.scene(32, 32, 1));
    try (FrameAnalyzer analyzer = open(model)) {
      analyse(analyzer, picture, 1000);
      long before = Pointer.physicalBytes();
      analyse(analyzer, picture, 10_000);
      assertThat(Pointer.physicalBytes() - before).isLessThan(96L << 20);
    }
  }

  private static void analyse(FrameAnalyzer analyzer, byte[] picture, int times)
      throws FrameRejectedException {
    for (int i = 0; i < times; i++) {
      assertThat(analyzer.analyse(picture).width()).isEqualTo(32);
    }
  }

  @Test
  void travelsWithTheJob() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(factory(brightness()));
    }
    try (ObjectInputStream input =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      OnnxFrameAnalyzerFactory arrived = (OnnxFrameAnalyzerFactory) input.readObject();
      try (FrameAnalyzer analyzer = arrived.open(registry)) {
        assertThat(analyzer.analyse(Pictures.png(filled(0xFFFFFF))).detections()).hasSize(1);
      }
    }
  }

  @Test
  void opensOnTheSharedRegistryAndLeavesItEmpty() throws Exception {
    BareLoop.Result result =
        BareLoop.run(
            factory(brightness()), List.of(Pictures.jpeg(Pictures.scene(64, 48, 1))), 2, 50);
    assertThat(result.frames()).isEqualTo(50);
    assertThat(SessionRegistry.shared().openSessions()).isZero();
  }
}
