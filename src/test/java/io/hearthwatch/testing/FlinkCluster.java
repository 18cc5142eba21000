package io.hearthwatch.testing;

import io.hearthwatch.metrics.endpoint.PrometheusEndpointFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * The Flink cluster that all tests of one JVM share: one task manager with four slots, and the
 * product's metrics endpoint.
 */
public final class FlinkCluster {
  private FlinkCluster() {}

  private static final class Holder {
    private static final int METRICS_PORT = anyFreePort();
    private static final MiniCluster CLUSTER = start();

    private static int anyFreePort() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static MiniCluster start() {
      Configuration configuration = new Configuration();
      configuration.set(RestOptions.BIND_PORT, "0");
      configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
      configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
      configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
      configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
      configuration.setString(
          "metrics.reporter.prometheus.factory.class", PrometheusEndpointFactory.class.getName());
      configuration.setString("metrics.reporter.prometheus.port", Integer.toString(METRICS_PORT));
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(4)
                  .build());
      try {
        cluster.start();
      } catch (Exception e) {
        throw new IllegalStateException("the mini cluster does not start", e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::closeAsync));
      return cluster;
    }
  }

  /** The running cluster. */
  public static MiniCluster shared() {
    return Holder.CLUSTER;
  }

  /** What Prometheus would read of it now. */
  public static Scrape scrape() {
    shared();
    return Scrape.of(URI.create("http://127.0.0.1:" + Holder.METRICS_PORT + "/metrics"));
  }
}
