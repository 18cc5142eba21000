package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.assess.RiskSettings;
import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.detect.CocoClasses;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import io.hearthwatch.ingest.IngestSettings;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.overload.OverloadSettings;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.Parallelism;
import io.hearthwatch.store.StoreSettings;
import io.hearthwatch.window.WindowSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigurationTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path folder;

  @Test
  void defaultsAreTheDocumentedOnes() {
    JobSettings settings = Configurations.load("");

    assertThat(settings.kafka())
        .isEqualTo(
            new KafkaSettings(
                "localhost:9092", "hearthwatch", "frames", "events", "dead-letters", Map.of()));
    assertThat(settings.ingest())
        .isEqualTo(new IngestSettings(List.of("file:///srv/frames"), false, 65_536));
    assertThat(settings.overload()).as("no frame is shed").isNull();
    assertThat(settings.admission())
        .isEqualTo(
            new AdmissionSettings(
                Duration.ofSeconds(90),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofDays(7)));
    assertThat(settings.fetch())
        .isEqualTo(
            new FetchSettings(
                256,
                8,
                16,
                10 * 1024 * 1024,
                4,
                Duration.ofMillis(250),
                Duration.ofSeconds(10),
                List.of()));
    assertThat(settings.detect())
        .isEqualTo(
            new DetectSettings(
                "models/yolo26n.onnx",
                5_000,
                1_000,
                1,
                50_000_000,
                ModelOptions.NONE,
                DecodeMode.FAST,
                null));
    assertThat(settings.inHand()).isEqualTo(InHandSettings.USUAL);
    assertThat(settings.window())
        .isEqualTo(
            new WindowSettings(
                Duration.ofSeconds(90),
                Duration.ofMinutes(2),
                Duration.ofDays(7),
                Duration.ofSeconds(30),
                5_000,
                9_000));
    assertThat(settings.risk())
        .isEqualTo(new RiskSettings(BERLIN, LocalTime.of(22, 0), LocalTime.of(6, 0)));
    assertThat(settings.store())
        .isEqualTo(
            new StoreSettings(
                "jdbc:postgresql://localhost/hearthwatch",
                "hearthwatch",
                "",
                500,
                Duration.ofSeconds(1),
                3));
    assertThat(settings.parallelism()).isEqualTo(new Parallelism(1, 1, 1, 1, 1, 1));
    assertThat(settings.resultVersion()).isEqualTo("main");
    assertThat(settings.configDigest()).matches("[0-9a-f]{64}");
  }

  @Test
  void everyKeyReachesItsSetting() {
    JobSettings settings =
        Configurations.loadAlone(
            """
            kafka:
              bootstrap-servers: "a:1,[::1]:2"
              group-id: g
              frames-topic: f
              events-topic: e
              dead-letters-topic: d
              properties:
                security.protocol: SSL
                sasl: {mechanism: PLAIN}
            ingest:
              allowed-roots: [/srv/frames/, "file:/srv/a%20b"]
              accept-gap: true
              max-record-size: 2 kb
              cameras: [front-door, "garden-*"]
              parallelism: 2
            overload:
              policy: shed
              frames-per-second: 12.500
              partitions: 3
              shed-after: 45 s
              low-priority: ["garden-*"]
              high-priority: [front-door]
            admit: {out-of-orderness: 1 s, clock-tolerance: 2 s, max-age: 3 h, parallelism: 3}
            fetch:
              capacity: 10
              threads: 11
              read-ahead: 9
              max-size: 13 kb
              attempts: 5
              retry-delay: 15 ms
              timeout: 3 s
              inner-hosts: [NAS.lan, nas2]
            detect:
              model: s3://bucket/m.onnx
              confidence: 0.6
              low-confidence: 0.25
              intra-op-threads: 16
              max-pixels: 17
              decode: exact
              cache: /cache
              cache-max-bytes: 1 gb
              labels: coco91
              classes: [traffic light, dog]
              input-size: 384x640
              resize: stretch
              channel-order: bgr
              normalisation: imagenet
              nms-iou: 0.45
              provider: cuda
              provider-fallback: cpu
              skip-offsets: [f-1@12, f-0@7]
              in-hand-directory: /var/in-hand
              parallelism: 4
            order.parallelism: 5
            window:
              length: 60 s
              allowed-lateness: 19 s
              interim-after: 20 s
              urgent-confidence: off
              parallelism: 6
            assess: {night-start: 21:30, night-end: 05:45}
            site.time-zone: America/New_York
            postgres:
              jdbc-url: jdbc:postgresql://db:5433/x?sslmode=require
              user: u
            store: {batch-size: 22, batch-interval: 23 ms, max-retries: 0, parallelism: 7}
            result.version: trial-2
            """);
    // They travel to the task managers.
    assertThat(InstantiationUtil.isSerializable(settings)).isTrue();

    assertThat(settings)
        .usingRecursiveComparison()
        .ignoringFields("configDigest")
        .isEqualTo(
            new JobSettings(
                new KafkaSettings(
                    "a:1,[::1]:2",
                    "g",
                    "f",
                    "e",
                    "d",
                    Map.of("security.protocol", "SSL", "sasl.mechanism", "PLAIN")),
                new IngestSettings(
                    List.of("file:///srv/frames", "file:///srv/a%20b"),
                    true,
                    2_048,
                    List.of("front-door", "garden-*")),
                new OverloadSettings(
                    12.5, 3, Duration.ofSeconds(45), List.of("garden-*"), List.of("front-door")),
                new AdmissionSettings(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(19),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofHours(3)),
                new FetchSettings(
                    10,
                    11,
                    9,
                    13 * 1024,
                    5,
                    Duration.ofMillis(15),
                    Duration.ofSeconds(3),
                    List.of("nas.lan", "nas2")),
                new DetectSettings(
                    "s3://bucket/m.onnx",
                    6_000,
                    2_500,
                    16,
                    17,
                    new ModelOptions(
                        CocoClasses.WITH_GAPS,
                        List.of("traffic light", "dog"),
                        new ModelOptions.Size(384, 640),
                        Placement.STRETCHED,
                        ChannelOrder.BGR,
                        Normalisation.IMAGENET,
                        4_500,
                        ExecutionProvider.CUDA,
                        true),
                    DecodeMode.EXACT,
                    new CacheSettings("/cache", 1L << 30)),
                new InHandSettings(
                    "/var/in-hand",
                    Set.of(new RecordCoordinates("f", 1, 12), new RecordCoordinates("f", 0, 7))),
                new WindowSettings(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(19),
                    Duration.ofHours(3),
                    Duration.ofSeconds(20),
                    6_000,
                    10_001),
                new RiskSettings(
                    ZoneId.of("America/New_York"), LocalTime.of(21, 30), LocalTime.of(5, 45)),
                new StoreSettings(
                    "jdbc:postgresql://db:5433/x?sslmode=require",
                    "u",
                    "",
                    22,
                    Duration.ofMillis(23),
                    0),
                new Parallelism(2, 3, 4, 5, 6, 7),
                "trial-2",
                ""));
  }

  @Test
  void argumentsWinOverTheFile() {
    JobSettings settings =
        Configurations.load(
            "fetch.threads: nonsense\nwindow: {length: 60 s}\n",
            "--window.length=30 s",
            "--ingest.accept-gap",
            "--fetch.threads",
            "7",
            "--kafka.properties.client.id=me",
            "--ingest.allowed-roots",
            "/b, /a");

    assertThat(settings.window().length()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.ingest().acceptGap()).isTrue();
    assertThat(settings.ingest().allowedRoots()).containsExactly("file:///b", "file:///a");
    assertThat(settings.fetch().threads()).isEqualTo(7);
    assertThat(settings.kafka().properties()).containsEntry("client.id", "me");
  }

  @Test
  void readsTheFileThatIsNamed() throws Exception {
    Path file = folder.resolve("with space.yaml");
    Files.writeString(file, Configurations.MINIMAL);

    JobSettings settings =
        JobConfiguration.load(
            List.of("--config", file.toString(), "--store.batch-size", "9"), Map.of());

    assertThat(settings.store().batchSize()).isEqualTo(9);
  }

  @Test
  void aFileThatIsNotThereIsTheOnlyProblem() {
    assertThatThrownBy(() -> JobConfiguration.load(List.of("--config=nowhere.yaml"), Map.of()))
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::key, Problem::message)
                    .containsExactly(
                        tuple(
                            "config",
                            "`" + Path.of("nowhere.yaml").toAbsolutePath() + "` cannot be read")));
  }

  @Test
  void listsEveryMissingKeyWithAnExample() {
    List<Problem> problems = Configurations.problemsAlone("");

    assertThat(problems)
        .extracting(Problem::key)
        .containsExactly(
            "kafka.bootstrap-servers",
            "ingest.allowed-roots",
            "detect.model",
            "site.time-zone",
            "postgres.jdbc-url");
    assertThat(problems.get(1).remedy())
        .isEqualTo(
            "Give a list of absolute paths or URIs:"
                + " `ingest.allowed-roots: [/srv/frames]` or `--ingest.allowed-roots /srv/frames`.");
  }

  @Test
  void listsAllProblemsAtOnceWithTheirLines() {
    List<Problem> problems =
        Configurations.problems(
            """
            windows: {length: 60 s}
            window:
              length: 90
            fetch: {threads: many, read-ahead: 300}
            result.version: Main!
            """,
            "--store.batchsize",
            "7");

    assertThat(problems)
        .extracting(Problem::key, Problem::source, Problem::message)
        .containsExactly(
            tuple(
                "windows.length", "home.yaml:6", "is not an option; did you mean `window.length`?"),
            tuple("window.length", "home.yaml:8", "`90` has no unit"),
            tuple("fetch.threads", "home.yaml:9", "`many` is not a whole number"),
            tuple("result.version", "home.yaml:10", "`Main!` is not allowed"),
            tuple(
                "store.batchsize",
                "argument",
                "is not an option; did you mean `store.batch-size`?"),
            tuple(
                "fetch.read-ahead",
                "home.yaml:9",
                "`300` does not go with fetch.capacity `256`: it must be at most it, or no more"
                    + " pictures can be held than references are in hand"));
  }

  @Test
  void theMessageIsReadable() {
    assertThatThrownBy(() -> Configurations.load("window.length: 90\nfetch.threads: 0\n"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            """
            The configuration has 2 problems:
            1. window.length (home.yaml:6): `90` has no unit
               Give a duration with its unit (ms, s, min, h, d) from 1 s to 1 d:\
             `window.length: 90 s` or `--window.length 90 s`.
            2. fetch.threads (home.yaml:7): `0` is too small
               Give a whole number from 1 to 256: `fetch.threads: 8` or `--fetch.threads 8`."""
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void namesTheSectionThatAKeyWithoutItBelongsTo() {
    assertThat(Configurations.problems("jdbc-url: x\nwindow: 5\n"))
        .extracting(Problem::message)
        .containsExactly(
            "is not an option; did you mean `postgres.jdbc-url`?", "is a section, not a value");
  }

  @Test
  void emptySectionsAreAllowed() {
    assertThat(Configurations.problems("window:\nkafka:\n  properties:\n")).isEmpty();
  }

  @Test
  void propertiesThatTheJobSetsAreRefused() {
    assertThat(
            Configurations.problems(
                "kafka.properties: {bootstrap.servers: x, auto.offset.reset: latest}\n"))
        .extracting(Problem::remedy)
        .containsExactly(
            "Give `kafka.bootstrap-servers` instead.",
            "Remove it: the job sets it, because its promise depends on it.");
  }
}
