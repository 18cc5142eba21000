package io.hearthwatch.testing;

import io.hearthwatch.local.EmbeddedFlink;
import io.hearthwatch.local.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * The Flink cluster that all tests of one JVM share: one task manager with four slots, and the
 * product's metrics endpoint.
 */
public final class FlinkCluster {
  private static final int SLOTS = 4;

  private FlinkCluster() {}

  private static final class Holder {
    private static final int METRICS_PORT = FreePorts.next();
    private static final MiniCluster CLUSTER = start();

    private static MiniCluster start() {
      Path directory = Path.of(System.getProperty("java.io.tmpdir"));
      MiniCluster cluster;
      try {
        cluster = EmbeddedFlink.cluster(directory, SLOTS, "0", METRICS_PORT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
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
