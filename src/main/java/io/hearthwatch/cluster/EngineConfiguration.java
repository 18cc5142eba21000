package io.hearthwatch.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * The engine's settings of one cluster: the shipped {@code flink-conf}, with the ports and
 * directories that are this cluster's own, and what the person gave.
 */
final class EngineConfiguration {
  /** The model and its first arena, shared by all slots of a process. */
  private static final MemorySize PER_PROCESS = MemorySize.ofMebiBytes(256);

  /** One more arena, and the largest picture of {@code detect.max-pixels} in four bytes a pixel. */
  private static final MemorySize PER_SLOT = MemorySize.ofMebiBytes(64 + 200);

  /** The REST interface tells of jobs as they were so long ago; commands wait for less. */
  private static final Duration REFRESH = Duration.ofMillis(250);

  private EngineConfiguration() {}

  /**
   * Where a cluster's processes listen, on the loopback interface.
   *
   * @param rest Flink's REST interface and web page
   * @param rpc the job manager, for task managers
   * @param zooKeeper ZooKeeper
   */
  record Ports(int rest, int rpc, int zooKeeper) {}

  /**
   * Reads the shipped settings and makes them this cluster's.
   *
   * @param ports where its processes listen
   * @param given settings that win over all others but ports and directories
   */
  static Configuration of(
      Path shipped, ClusterDirectory directory, Ports ports, Map<String, String> given) {
    Configuration engine = GlobalConfiguration.loadConfiguration(shipped.toString());
    engine.set(WebOptions.REFRESH_INTERVAL, REFRESH);
    given.forEach(engine::setString);
    if (!given.containsKey(TaskManagerOptions.TASK_OFF_HEAP_MEMORY.key())) {
      MemorySize needed = offHeap(engine.get(TaskManagerOptions.NUM_TASK_SLOTS));
      if (needed.compareTo(engine.get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY)) > 0) {
        engine.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, needed);
      }
    }
    engine.set(RestOptions.PORT, ports.rest());
    engine.set(RestOptions.BIND_PORT, Integer.toString(ports.rest()));
    engine.set(JobManagerOptions.PORT, ports.rpc());
    engine.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
    engine.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, "127.0.0.1:" + ports.zooKeeper());
    engine.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(directory.highAvailability()));
    engine.set(HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE, Integer.toString(ports.rpc()));
    engine.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(directory.checkpoints()));
    engine.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(directory.savepoints()));
    engine.set(CoreOptions.TMP_DIRS, directory.temporary().toString());
    engine.set(BlobServerOptions.STORAGE_DIRECTORY, directory.temporary().toString());
    return engine;
  }

  /** Native memory that inference and decoding may need in a task manager with so many slots. */
  static MemorySize offHeap(int slots) {
    return PER_PROCESS.add(PER_SLOT.multiply(slots));
  }

  /** Writes the settings, and the shipped logging, to where processes read them. */
  static void write(Configuration engine, Path shipped, Path conf) throws IOException {
    StringBuilder yaml =
        new StringBuilder("# In force; made at each start of the cluster. Edit ")
            .append(shipped.resolve("config.yaml"))
            .append(" instead,\n# or give single settings to `hearthwatch cluster start -D`.\n");
    for (String line : ConfigurationUtils.convertConfigToWritableLines(engine, false)) {
      yaml.append(line).append('\n');
    }
    Files.writeString(conf.resolve("config.yaml"), yaml);
    Files.copy(
        shipped.resolve("log4j.properties"),
        conf.resolve("log4j.properties"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String uri(Path directory) {
    return directory.toUri().toString().replaceAll("/$", "");
  }
}
