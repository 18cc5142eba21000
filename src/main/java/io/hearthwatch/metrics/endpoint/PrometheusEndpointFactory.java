package io.hearthwatch.metrics.endpoint;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Makes a {@link PrometheusEndpoint} where Flink's configuration names this class:
 *
 * <pre>
 * metrics.reporter.prometheus.factory.class: io.hearthwatch.metrics.endpoint.PrometheusEndpointFactory
 * metrics.reporter.prometheus.host: 127.0.0.1
 * metrics.reporter.prometheus.port: 9249-9260
 * </pre>
 */
public final class PrometheusEndpointFactory implements MetricReporterFactory {

  @Override
  public PrometheusEndpoint createMetricReporter(Properties properties) {
    return new PrometheusEndpoint();
  }
}
