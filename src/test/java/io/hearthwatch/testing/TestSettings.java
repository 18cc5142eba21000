package io.hearthwatch.testing;

import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.assess.RiskSettings;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.ingest.IngestSettings;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.overload.OverloadSettings;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.Parallelism;
import io.hearthwatch.store.StoreSettings;
import io.hearthwatch.window.WindowSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Settings of a job under test: quick where production is patient, otherwise the defaults. */
public final class TestSettings {
  private final String jdbcUrl;
  private KafkaSettings kafka;
  private List<String> roots = List.of("file:///frames");
  private String model = "unused";
  private FetchSettings fetch =
      new FetchSettings(
          64, 2, 4, 1_000_000, 3, Duration.ofMillis(50), Duration.ofSeconds(10), List.of());
  private InHandSettings inHand = InHandSettings.USUAL;
  private OverloadSettings overload;
  private Parallelism parallelism = new Parallelism(1, 1, 1, 1, 1, 1);

  private TestSettings(String bootstrapServers, String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
    this.kafka =
        new KafkaSettings(bootstrapServers, "test", "frames", "events", "dead-letters", Map.of());
  }

  /** Settings for a broker and a database. */
  public static TestSettings of(String bootstrapServers, String jdbcUrl) {
    return new TestSettings(bootstrapServers, jdbcUrl);
  }

  /** Other topics and another group. */
  public TestSettings topics(String group, String frames, String events, String deadLetters) {
    kafka =
        new KafkaSettings(kafka.bootstrapServers(), group, frames, events, deadLetters, Map.of());
    return this;
  }

  /** Further properties of Kafka's clients. */
  public TestSettings kafkaProperties(Map<String, String> properties) {
    kafka =
        new KafkaSettings(
            kafka.bootstrapServers(),
            kafka.groupId(),
            kafka.framesTopic(),
            kafka.eventsTopic(),
            kafka.deadLettersTopic(),
            properties);
    return this;
  }

  /** Where pictures may be. */
  public TestSettings roots(String... uris) {
    roots = List.of(uris);
    return this;
  }

  /** The model's file. */
  public TestSettings model(String file) {
    model = file;
    return this;
  }

  /** How pictures are read. */
  public TestSettings fetch(FetchSettings settings) {
    fetch = settings;
    return this;
  }

  /** Where frames in hand are written down, and which are skipped. */
  public TestSettings inHand(InHandSettings settings) {
    inHand = settings;
    return this;
  }

  /** When frames are shed; null for never. */
  public TestSettings overload(OverloadSettings settings) {
    overload = settings;
    return this;
  }

  /** Parallelism per stage. */
  public TestSettings parallelism(Parallelism perStage) {
    parallelism = perStage;
    return this;
  }

  /** The settings. */
  public JobSettings build() {
    return new JobSettings(
        kafka,
        new IngestSettings(roots, false, 65_536),
        overload,
        new AdmissionSettings(
            Duration.ofSeconds(90),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofDays(7)),
        fetch,
        new DetectSettings(model, 5_000, 1_000, 1, 50_000_000),
        inHand,
        new WindowSettings(
            Duration.ofSeconds(90),
            Duration.ofMinutes(2),
            Duration.ofDays(7),
            Duration.ofMillis(500),
            5_000,
            9_000),
        new RiskSettings(ZoneOffset.UTC, LocalTime.of(22, 0), LocalTime.of(6, 0)),
        new StoreSettings(jdbcUrl, "postgres", "", 200, Duration.ofMillis(100), 3),
        parallelism,
        "main",
        "0".repeat(64));
  }
}
