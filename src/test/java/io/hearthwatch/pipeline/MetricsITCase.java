package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.metrics.JobMetric;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.FlinkCluster;
import io.hearthwatch.testing.History;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.Scrape;
import io.hearthwatch.testing.SimulatedPictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus can read of a running job. That totals equal the ledger: EqualityITCase. */
class MetricsITCase {
  private static final String TOPIC = "metrics-frames";
  private static final Pattern NAME = Pattern.compile("\\b(?:flink|hearthwatch_process)_\\w+");

  private static final Pattern OPERATOR = Pattern.compile("(?<=operator_name=\")\\w+");

  @TempDir private Path dir;

  @Test
  void everyMetricOfTheRulesAndTheDocumentationExistsInARunningJob() throws Exception {
    Path root = Files.createDirectory(dir.resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofMinutes(5));
    List<ProducerRecord<String, byte[]>> records =
        History.of(7, Instant.now(), root, pictures).stream()
            .limit(200)
            .map(entry -> new ProducerRecord<>(TOPIC, entry.key(), entry.value()))
            .toList();
    KafkaServer.shared().createFramesTopic(TOPIC, 2);
    KafkaServer.shared().produce(records);
    RiskRun run = withCache(RiskRun.over(TOPIC, root, model(), all()));

    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, records.size());

      // Some of Flink's are registered with the first fetch or checkpoint.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(FlinkCluster.scrape().names())
                      .containsAll(namesIn("docs/metrics.md", "flink-conf/alerts.yaml")));
      assertThat(
              FlinkCluster.scrape().samples().stream()
                  .map(sample -> sample.labels().get("operator_name"))
                  .collect(Collectors.toSet()))
          .containsAll(operatorsIn("docs/metrics.md", "flink-conf/alerts.yaml"));
      theLatenciesAreThoseOfThisRun(job, records.size());
    }
  }

  @Test
  void theDocumentationNamesEveryMetricOfTheJob() throws Exception {
    assertThat(namesIn("docs/metrics.md"))
        .containsAll(Arrays.stream(JobMetric.values()).map(JobMetric::prometheusName).toList());
  }

  private static void theLatenciesAreThoseOfThisRun(RunningJob job, int records) {
    Scrape scrape = FlinkCluster.scrape();
    Set<String> quantiles =
        scrape.of(JobMetric.INFERENCE.prometheusName(), "job_id", job.id()).stream()
            .peek(sample -> assertThat(sample.value()).isBetween(1.0, 60e6))
            .map(sample -> sample.labels().get("quantile"))
            .collect(Collectors.toSet());
    assertThat(quantiles).contains("0.5", "0.95", "0.99");
    assertThat(
            scrape.of(JobMetric.APPEND_TO_LEDGER.prometheusName() + "_count", "job_id", job.id()))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isEqualTo(records));
    // The attic's cameras were off-line for an hour and more.
    assertThat(scrape.of(JobMetric.CAMERA_CLOCK_LAG.prometheusName(), "job_id", job.id()))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isGreaterThan(3_600_000));
  }

  private static Set<String> namesIn(String... files) throws Exception {
    // What ends with an underscore is the beginning of several.
    Set<String> names = found(NAME, files);
    names.removeIf(name -> name.endsWith("_"));
    assertThat(names).hasSizeGreaterThan(10);
    return names;
  }

  private static Set<String> operatorsIn(String... files) throws Exception {
    Set<String> names = found(OPERATOR, files);
    assertThat(names).isNotEmpty();
    return names;
  }

  private static Set<String> found(Pattern pattern, String... files) throws Exception {
    Set<String> names = new TreeSet<>();
    for (String file : files) {
      pattern
          .matcher(Files.readString(Path.of(file)))
          .results()
          .map(found -> found.group())
          .forEach(names::add);
    }
    return names;
  }

  private RiskRun withCache(RiskRun run) {
    DetectSettings detect = run.settings.detect();
    return run.detecting(
        new DetectSettings(
            detect.model(),
            detect.thresholdE4(),
            detect.lowThresholdE4(),
            detect.intraOpThreads(),
            detect.maxPixels(),
            detect.options(),
            detect.decode(),
            new CacheSettings(dir.resolve("cache").toString(), 10_000_000)));
  }

  private Path model() throws Exception {
    return DemoDetector.copyTo(dir.resolve("model.onnx"));
  }

  private static Parallelism all() {
    return new Parallelism(1, 1, 1, 1, 1, 1);
  }
}
