package io.hearthwatch.metrics.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.util.NetUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics} with all metrics of this process, in Prometheus's text format.
 *
 * <p>Options: {@code host}, the address to listen on, by default 127.0.0.1; {@code port}, a port or
 * a range such as {@code 9249-9260}, of which the first free one is taken, by default 9249. There
 * is no authentication: who may reach the address may read.
 */
public final class PrometheusEndpoint implements MetricReporter {
  private static final Logger LOG = LoggerFactory.getLogger(PrometheusEndpoint.class);
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Exposition exposition = new Exposition();
  private final ProcessMetrics process = new ProcessMetrics();
  private HttpServer server;
  private ExecutorService thread;

  PrometheusEndpoint() {}

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException when no port of the range is free
   */
  @Override
  public void open(MetricConfig config) {
    String host = config.getString("host", "127.0.0.1");
    String ports = config.getString("port", "9249");
    server = listen(host, ports);
    thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread daemon = new Thread(task, "prometheus-endpoint");
              daemon.setDaemon(true);
              return daemon;
            });
    server.setExecutor(thread);
    server.createContext("/", this::answer);
    server.start();
    LOG.info("Prometheus may read http://{}:{}/metrics", host, server.getAddress().getPort());
  }

  private static HttpServer listen(String host, String ports) {
    Iterator<Integer> range = NetUtils.getPortRangeFromString(ports);
    while (range.hasNext()) {
      int port = range.next();
      try {
        return HttpServer.create(new InetSocketAddress(host, port), 0);
      } catch (BindException taken) {
        LOG.debug("port {} of {} cannot be taken", port, host, taken);
      } catch (IOException e) {
        throw new IllegalStateException("cannot listen on " + host + ":" + port, e);
      }
    }
    throw new IllegalStateException(
        "no port of %s is free on %s; set metrics.reporter.<name>.port".formatted(ports, host));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] text = text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
      exchange.sendResponseHeaders(200, text.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(text);
      }
    }
  }

  /** What a request is answered with now. */
  String text() {
    return exposition.text() + process.text();
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    exposition.add(SeriesName.of(name, group), metric);
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    exposition.remove(SeriesName.of(name, group), metric);
  }

  /** Stops to listen. */
  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
      thread.shutdownNow();
    }
  }
}
