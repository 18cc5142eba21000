package io.hearthwatch.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/**
 * The settings of a cluster's own ZooKeeper, which knows the job manager that leads and the jobs
 * that run. A single one, on the loopback interface: it guards against the loss of a process, as
 * everything on one machine does.
 */
final class ZooKeeperPeer {
  /** The program; Flink's libraries hold it. */
  static final String MAIN = FlinkZooKeeperQuorumPeer.class.getName();

  private static final String PEER = "1";

  /** Sessions last from 2 to 20 ticks; a job manager that was killed leads until its ends. */
  private static final String TICK_MILLIS = "1000";

  private final ClusterDirectory directory;

  ZooKeeperPeer(ClusterDirectory directory) {
    this.directory = directory;
  }

  /** Writes its settings. What it knew before stays. */
  void configure(int port) throws IOException {
    Properties settings = new Properties();
    settings.setProperty("clientPort", Integer.toString(port));
    settings.setProperty("clientPortAddress", "127.0.0.1");
    settings.setProperty("dataDir", directory.zooKeeper().toString());
    settings.setProperty("tickTime", TICK_MILLIS);
    // Its page for administrators needs a web server that is not there.
    settings.setProperty("admin.enableServer", "false");
    settings.setProperty("autopurge.purgeInterval", "1");
    StringWriter text = new StringWriter();
    settings.store(text, "made at each start of the cluster");
    Files.writeString(file(), text.toString());
  }

  /** Arguments of its main method. */
  String[] arguments() {
    return new String[] {"--zkConfigFile", file().toString(), "--peerId", PEER};
  }

  private Path file() {
    return directory.conf().resolve("zoo.cfg");
  }
}
