package io.hearthwatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.detect.onnx.LayoutModels;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check where it should object, and where it should not. */
class ChecksTest {
  /** Nobody listens there. */
  private static final String CLOSED = "127.0.0.1:1";

  private static final long GIB = 1L << 30;
  @TempDir private Path folder;

  @Test
  void aJavaThatWasNotTriedIsSaid() {
    assertThat(only(new JavaCheck(Runtime.Version.parse("17.0.15"), "V")))
        .isEqualTo(Finding.ok("java", "17.0.15, V"));
    Finding newer = only(new JavaCheck(Runtime.Version.parse("21.0.2"), "V"));
    assertThat(newer.status()).isEqualTo(Status.WARNING);
    assertThat(newer.found()).contains("tried with 17 and 25, not with 21");
  }

  @Test
  void aBusyMachineIsSaid() {
    assertThat(only(new ProcessorsCheck(2, 1.5)))
        .isEqualTo(Finding.ok("processors", "2 processors, load 1.5"));
    assertThat(only(new ProcessorsCheck(1, -1)).found()).isEqualTo("1 processor, load unknown");
    assertThat(only(new ProcessorsCheck(2, 2.1)).status()).isEqualTo(Status.WARNING);
  }

  @Test
  void aContainersLimitCountsAndTheHeapIsNotAll() throws Exception {
    Path counters = Files.writeString(folder.resolve("meminfo"), "MemTotal:        8388608 kB\n");

    assertThat(only(new MemoryCheck(2 * GIB, 4 * GIB, counters)))
        .isEqualTo(
            Finding.ok("memory", "heap up to 2.0 GiB, container limit 4.0 GiB, machine 8.0 GiB"));
    assertThat(only(new MemoryCheck(2 * GIB, 8 * GIB, folder.resolve("none"))).found())
        .isEqualTo("heap up to 2.0 GiB, machine 8.0 GiB");
    assertThat(only(new MemoryCheck(2 * GIB, 2 * GIB, counters)).status())
        .isEqualTo(Status.WARNING);
  }

  @Test
  void aClockBehindItsOwnRulesIsAProblemAndOldRulesAreSaid() {
    assertThat(at("2026-11-20T08:00:00Z", "2026b"))
        .isEqualTo(
            Finding.ok(
                "clock", "2026-11-20T09:00+01:00 in Europe/Berlin (said so), rules of 2026b"));
    assertThat(at("1970-01-01T00:00:00Z", "2026b").status()).isEqualTo(Status.PROBLEM);
    assertThat(at("2029-01-02T00:00:00Z", "2026b").status()).isEqualTo(Status.WARNING);
    assertThat(ClockCheck.ofThisMachine(ZoneId.of("UTC"), "x").rules()).matches("20\\d\\d[a-z]");
  }

  @Test
  void aTemporaryDirectoryHasToBeThereAndToHaveRoom() {
    assertThat(only(new TemporaryDirectoryCheck(folder, 1)).status()).isEqualTo(Status.OK);
    assertThat(folder).isEmptyDirectory();
    assertThat(only(new TemporaryDirectoryCheck(folder, Long.MAX_VALUE)).status())
        .isEqualTo(Status.WARNING);
    Finding missing = only(new TemporaryDirectoryCheck(folder.resolve("no"), 1));
    assertThat(missing.status()).isEqualTo(Status.PROBLEM);
    assertThat(missing.found()).startsWith("NoSuchFileException " + folder);
    assertThat(missing.remedy()).startsWith("set TMPDIR");
  }

  @Test
  void frameStoresAreSeenFromHere() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(only(new FrameStoreCheck(folder.toUri().toString())).status()).isEqualTo(Status.OK);
    assertThat(only(new FrameStoreCheck(folder.resolve("no").toUri().toString())).found())
        .endsWith("no is not there");
    assertThat(only(new FrameStoreCheck(file.toUri().toString())).found())
        .endsWith("file is no directory");
    assertThat(only(new FrameStoreCheck("https://camera.local/pictures")).status())
        .isEqualTo(Status.SKIPPED);
    Finding store = only(new FrameStoreCheck("s3://bucket/frames"));
    assertThat(store.status()).isIn(Status.WARNING, Status.PROBLEM);
    assertThat(store.found()).contains("Flink has no file system for s3:");
    assertThat(store.remedy()).contains("plugin for s3:", "plugins/");
  }

  @Test
  void aFrameCacheHasToBeWritableAndToHaveRoom() throws Exception {
    Path cache = Files.createDirectories(folder.resolve("cache/ab"));
    Files.write(cache.resolve("x.frame"), new byte[3 << 20]);
    Files.write(cache.resolve("notes.txt"), new byte[3 << 20]);

    assertThat(frameCache("cache", 4 << 20))
        .matches(finding -> finding.status() == Status.OK)
        .matches(finding -> finding.found().contains("cache: 3 MiB of at most 4 MiB taken, "))
        .matches(finding -> finding.found().endsWith(" free, compressed by zstd"));
    assertThat(frameCache("cache", Long.MAX_VALUE).status()).isEqualTo(Status.WARNING);
    assertThat(frameCache("new/er", 1).found()).contains("er, which the job makes: 0 MiB");
    assertThat(folder.resolve("new")).doesNotExist();
    Finding file = frameCache("cache/ab/notes.txt", 1);
    assertThat(file.status()).isEqualTo(Status.PROBLEM);
    assertThat(file.found()).endsWith("notes.txt is no directory");
  }

  @Test
  void aFrameCacheThatMayNotBeWrittenIsAProblem() throws Exception {
    Files.createDirectory(
        folder.resolve("locked"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    assumeFalse(Files.isWritable(folder.resolve("locked")), "this user may write everywhere");

    Finding locked = frameCache("locked/cache", 1);
    assertThat(locked.status()).isEqualTo(Status.PROBLEM);
    assertThat(locked.found()).contains("locked may not be written by");
  }

  private Finding frameCache(String directory, long maxBytes) {
    return only(
        new FrameCacheCheck(new CacheSettings(folder.resolve(directory).toString(), maxBytes)));
  }

  @Test
  void theLibrariesOfThisMachineLoad() {
    assertThat(only(new OnnxRuntimeCheck()))
        .isEqualTo(Finding.ok("onnx-runtime", "1.28.0, runs on CPU; no telemetry in the library"));
    assertThat(only(new DecoderCheck()).found())
        .startsWith("leptonica-")
        .contains("libjpeg", "libpng", "reads JPEG, PNG");
    assertThat(only(new ZstdCheck()).status()).isEqualTo(Status.OK);
  }

  @Test
  void modelsAreLoadedAsTheJobWould() throws Exception {
    assertThat(only(new ModelCheck(model("yolo-anchors-last", ModelOptions.NONE))).found())
        .contains("YOLO", "32 x 32 pixels, 2 classes, on cpu");
    assertThat(all(new ModelCheck(model("dynamically-quantised", ModelOptions.NONE))))
        .extracting(Finding::status)
        .containsExactly(Status.OK, Status.WARNING);
    assertThat(all(new ModelCheck(model("yolo-anchors-last", onGpu(true)))))
        .extracting(Finding::status)
        .containsExactly(Status.OK, Status.FALLBACK);
    assertThat(only(new ModelCheck(model("yolo-anchors-last", onGpu(false)))).found())
        .contains("built for the CPU only");
    assertThat(only(new ModelCheck(model("yolo-unnamed", ModelOptions.NONE))))
        .matches(finding -> finding.status() == Status.PROBLEM)
        .matches(finding -> finding.found().contains("no metadata 'names'"))
        .matches(finding -> finding.remedy().contains("docs/models.md"));
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() {
    KafkaSettings settings =
        new KafkaSettings(CLOSED, "g", "frames", "events", "dead", Map.of("sasl.x", "hunter2"));

    Finding finding = only(new KafkaCheck(settings, true, null));
    assertThat(finding.status()).isEqualTo(Status.PROBLEM);
    assertThat(finding.remedy()).contains("start the broker at " + CLOSED);
    assertThat(finding.toString()).doesNotContain("hunter2");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamed() {
    String url = "jdbc:postgresql://" + CLOSED + "/hearthwatch?password=hunter2";

    Finding finding = only(new PostgresCheck(url, "somebody", "hunter3", null));
    assertThat(finding.status()).isEqualTo(Status.PROBLEM);
    assertThat(finding.found()).contains(CLOSED, "refused");
    assertThat(finding.remedy()).contains("let somebody log in");
    assertThat(only(new PostgresCheck("jdbc:other:" + url, "u", "hunter3", null)).toString())
        .contains("No suitable driver")
        .doesNotContain("hunter");
  }

  private static Finding at(String instant, String rules) {
    Clock clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    return only(new ClockCheck(clock, ZoneId.of("Europe/Berlin"), "said so", rules));
  }

  private static DetectSettings model(String name, ModelOptions options) {
    return new DetectSettings(
        LayoutModels.file(name).toString(), 2500, 1000, 1, 10_000, options, DecodeMode.EXACT, null);
  }

  private static ModelOptions onGpu(boolean cpuFallback) {
    return new ModelOptions(
        List.of(), List.of(), null, null, null, null, 6000, ExecutionProvider.CUDA, cpuFallback);
  }

  private static Finding only(Check check) {
    List<Finding> findings = all(check);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static List<Finding> all(Check check) {
    try {
      return Doctor.examine(List.of(check), new Redaction(List.of()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
