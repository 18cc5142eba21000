package io.hearthwatch.metrics.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.metrics.JobMetric;
import io.hearthwatch.testing.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
  private final PrometheusEndpoint endpoint =
      new PrometheusEndpointFactory().createMetricReporter(new Properties());

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void listensOnTheLoopbackInterfaceUnlessTold() {
    endpoint.open(config("port", "0"));

    assertThat(endpoint.address().getAddress().isLoopbackAddress()).isTrue();
    assertThat(Scrape.of(uri()).names())
        .contains(ProcessMetrics.BLOCKS, ProcessMetrics.BLOCKED_SECONDS);
  }

  @Test
  void takesTheFirstFreePortAndNamesTheOptionWhenThereIsNone() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> endpoint.open(config("port", port)))
          .hasMessage("no port of %s is free on 127.0.0.1; set metrics.reporter.<name>.port", port);

      endpoint.open(config("port", port + ",0"));
      assertThat(endpoint.address().getPort()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void answersNothingButGet() throws Exception {
    endpoint.open(config("port", "0"));

    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri()).DELETE().build(),
                HttpResponse.BodyHandlers.discarding())
            .statusCode();

    assertThat(status).isEqualTo(405);
  }

  /** Rules and dashboards work with either. */
  @Test
  void givesTheSamplesThatFlinksOwnReporterGives() throws Exception {
    MetricConfig anyPort = config("port", Integer.toString(freePort()));
    MetricReporter flinks = new PrometheusReporterFactory().createMetricReporter(anyPort);
    MetricRegistryImpl registry =
        new MetricRegistryImpl(
            MetricRegistryTestUtils.defaultMetricRegistryConfiguration(),
            List.of(
                opened("ours", config("port", "0"), endpoint), opened("flinks", anyPort, flinks)));
    TaskManagerMetricGroup taskManager =
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "some.host", new ResourceID("tm-1"));
    try {
      Counter counter = registerOneOfEach(operator(taskManager));
      counter.inc(3);

      Scrape theirs =
          Scrape.of(URI.create("http://127.0.0.1:" + anyPort.getProperty("port") + "/metrics"));
      Scrape ours = Scrape.of(uri());
      assertThat(theirs.samples()).hasSizeGreaterThan(10);
      assertThat(ofFlink(ours)).isEqualTo(ofFlink(theirs));

      String name = JobMetric.RECORDS_TURNED_AWAY.prometheusName();
      assertThat(ours.of(name, "reason", "missing_file"))
          .singleElement()
          .satisfies(
              sample -> {
                assertThat(sample.value()).isEqualTo(3);
                assertThat(sample.labels())
                    .containsEntry("operator_name", "Fetch_and_detect")
                    .containsEntry("subtask_index", "0");
              });
      taskManager.close();
      assertThat(ofFlink(Scrape.of(uri()))).isEmpty();
    } finally {
      registry.closeAsync().get();
    }
  }

  private static ReporterSetup opened(String name, MetricConfig config, MetricReporter reporter) {
    reporter.open(config);
    return new ReporterSetup(name, config, reporter, (metric, m, scope) -> true, Map.of());
  }

  private static Counter registerOneOfEach(MetricGroup operator) {
    Histogram histogram = JobMetric.INFERENCE.histogram(operator);
    for (int i = 1; i <= 200; i++) {
      histogram.update(i);
    }
    JobMetric.FRAMES_WAITING.gauge(operator, (Gauge<Integer>) () -> 7);
    operator.gauge("truth", (Gauge<Boolean>) () -> true);
    operator.meter("rate", new MeterView(60));
    return JobMetric.RECORDS_TURNED_AWAY.counter(operator, "rejected", "missing_file");
  }

  private static MetricGroup operator(TaskManagerMetricGroup taskManager) {
    return taskManager
        .addJob(new JobID(), "A job")
        .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "A task")
        .getOrAddOperator("Fetch and detect");
  }

  private static Set<Scrape.Sample> ofFlink(Scrape scrape) {
    return scrape.samples().stream()
        .filter(sample -> sample.name().startsWith("flink_"))
        .collect(Collectors.toSet());
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + endpoint.address().getPort() + "/metrics");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static MetricConfig config(String key, String value) {
    MetricConfig config = new MetricConfig();
    config.setProperty(key, value);
    return config;
  }
}
