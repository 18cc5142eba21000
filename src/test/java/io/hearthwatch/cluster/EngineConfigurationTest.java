package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineConfigurationTest {
  private static final Path SHIPPED = Path.of("flink-conf");

  @TempDir private Path dir;

  private Configuration engine(Map<String, String> given) throws Exception {
    ClusterDirectory directory = ClusterDirectory.at(dir);
    directory.create();
    Configuration engine =
        EngineConfiguration.of(
            SHIPPED, directory, new EngineConfiguration.Ports(1234, 5678, 2181), given);
    EngineConfiguration.write(engine, SHIPPED, directory.conf());
    return GlobalConfiguration.loadConfiguration(directory.conf().toString());
  }

  @Test
  void whatIsShippedIsInForceButForPortsAndDirectories() throws Exception {
    Map<String, String> shipped = GlobalConfiguration.loadConfiguration(SHIPPED.toString()).toMap();
    Map<String, String> inForce = engine(Map.of()).toMap();

    Set<String> changed = new HashSet<>(shipped.keySet());
    changed.addAll(inForce.keySet());
    changed.removeIf(key -> inForce.getOrDefault(key, "").equals(shipped.get(key)));
    assertThat(changed)
        .containsExactlyInAnyOrder(
            "rest.port",
            "rest.bind-port",
            "web.refresh-interval",
            "jobmanager.rpc.port",
            "high-availability.type",
            "high-availability.zookeeper.quorum",
            "high-availability.storageDir",
            "high-availability.jobmanager.port",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "io.tmp.dirs",
            "blob.storage.directory");
    assertThat(inForce.get("execution.checkpointing.dir")).startsWith(dir.toUri().toString());
  }

  @Test
  void whatIsGivenWinsOverWhatIsShipped() throws Exception {
    Configuration engine =
        engine(Map.of("execution.checkpointing.interval", "5 s", "rest.port", "1"));

    assertThat(engine.toMap()).containsEntry("execution.checkpointing.interval", "5 s");
    assertThat(engine.get(RestOptions.PORT)).isEqualTo(1234);
    assertThat(engine.get(JobManagerOptions.PORT)).isEqualTo(5678);
  }

  @Test
  void moreSlotsTakeMoreNativeMemory() throws Exception {
    assertThat(engine(Map.of()).get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY))
        .isEqualTo(MemorySize.parse("1 gb"));
    assertThat(
            engine(Map.of("taskmanager.numberOfTaskSlots", "8"))
                .get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY))
        .isEqualTo(MemorySize.parse((256 + 8 * 264) + " mb"));
  }

  @Test
  void loggingIsTheShippedOne() throws Exception {
    engine(Map.of());

    assertThat(dir.resolve("conf/log4j.properties"))
        .hasSameTextualContentAs(SHIPPED.resolve("log4j.properties"));
    assertThat(Files.readString(dir.resolve("conf/config.yaml")))
        .startsWith("# In force; made at each start of the cluster.");
  }
}
