package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.metrics.endpoint.PrometheusEndpointFactory;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped engine configuration, read as Flink reads it. */
class FlinkConfTest {
  private static final Path FOLDER = Path.of("flink-conf");
  private static final List<Class<?>> OPTION_CLASSES =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          ExecutionOptions.class,
          HeartbeatManagerOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          RestOptions.class,
          RestartStrategyOptions.class,
          RocksDBOptions.class,
          StateBackendOptions.class,
          TaskManagerOptions.class,
          org.apache.flink.configuration.NettyShuffleEnvironmentOptions.class);

  private final Configuration configuration =
      GlobalConfiguration.loadConfiguration(FOLDER.toString());

  @Test
  void everyKeyIsOneThatFlinkKnowsAndEveryValueOfItsType() throws Exception {
    Map<String, ConfigOption<?>> known = knownOptions();

    assertThat(configuration.toMap()).hasSizeGreaterThan(20);
    for (String key : configuration.toMap().keySet()) {
      if (key.startsWith("containerized.") || key.startsWith("metrics.reporter.")) {
        continue; // Prefixes of Flink's, for any variable and any reporter.
      }
      assertThat(known.keySet()).as("%s is an option of Flink, not deprecated", key).contains(key);
      assertThat(configuration.getOptional(known.get(key))).as(key).isPresent();
    }
  }

  @Test
  void whatThePromiseAndThePerformanceNeedIsSet() {
    assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.get(CheckpointingOptions.ENABLE_UNALIGNED)).isTrue();
    assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(configuration.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
        .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThat(configuration.get(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED)).isTrue();
    assertThat(configuration.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(configuration.get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS)).isTrue();
    assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("exponential-delay");
    assertThat(configuration.get(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL))
        .containsExactly("ai.onnxruntime.", "com.github.luben.zstd.", "org.bytedeco.");
  }

  @Test
  void theJobRunsOnWithTheSlotsThatAreLeft() {
    assertThat(configuration.get(JobManagerOptions.SCHEDULER))
        .isEqualTo(JobManagerOptions.SchedulerType.Adaptive);
    assertThat(configuration.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void nothingListensBeyondThisMachine() {
    assertThat(
            List.of(
                configuration.get(RestOptions.BIND_ADDRESS),
                configuration.get(JobManagerOptions.BIND_HOST),
                configuration.get(TaskManagerOptions.BIND_HOST),
                configuration.toMap().get("metrics.reporter.prometheus.host")))
        .containsOnly("127.0.0.1");
  }

  @Test
  void theReporterIsTheProducts() {
    assertThat(configuration.toMap())
        .containsEntry(
            "metrics.reporter.prometheus.factory.class", PrometheusEndpointFactory.class.getName());
    assertThat(ServiceLoader.load(MetricReporterFactory.class))
        .hasAtLeastOneElementOfType(PrometheusEndpointFactory.class);
  }

  @Test
  void theMemoryAddsUp() {
    var task = TaskExecutorProcessUtils.processSpecFromConfig(configuration);

    MemorySize perSlot =
        MemorySize.parse("64 mb")
            .add(new MemorySize(4 * DetectOptions.MAX_PIXELS.option().defaultValue()));
    int slots = configuration.get(TaskManagerOptions.NUM_TASK_SLOTS);
    assertThat(task.getTaskOffHeapSize())
        .as("256 mb + slots x (64 mb + detect.max-pixels x 4 bytes)")
        .isGreaterThanOrEqualTo(MemorySize.parse("256 mb").add(perSlot.multiply(slots)));
    assertThat(task.getTaskHeapSize()).isGreaterThan(MemorySize.parse("256 mb"));
  }

  @Test
  void theJvmOptionsAreThoseOfTheBuild() throws Exception {
    Matcher pom =
        Pattern.compile("(?m)^\\s*(--add-\\S+=\\S+)$")
            .matcher(Files.readString(Path.of("pom.xml")));

    assertThat(configuration.get(CoreOptions.FLINK_JVM_OPTIONS).split(" "))
        .hasSizeGreaterThan(10)
        .containsExactlyElementsOf(pom.results().map(match -> match.group(1)).toList());
  }

  @Test
  void telemetryIsOffInContainersThatFlinkStarts() {
    for (String process : List.of("master", "taskmanager")) {
      assertThat(configuration.toMap())
          .containsEntry("containerized." + process + ".env.ORT_DISABLE_TELEMETRY", "1");
    }
  }

  @Test
  void whatTheJobSetsItselfIsNotRepeated() {
    assertThat(configuration.toMap())
        .doesNotContainKeys(
            "pipeline.auto-generate-uids", "pipeline.generic-types", "pipeline.max-parallelism");
  }

  @Test
  void theLoggingConfigurationHasItsFile(@TempDir Path logs) {
    // As a cluster's scripts give it; without it the file would be named by the variable.
    System.setProperty("log.file", logs.resolve("cluster.log").toString());
    URI file = new File(FOLDER.toFile(), "log4j.properties").toURI();
    var configuration =
        org.apache.logging.log4j.core.config.ConfigurationFactory.getInstance()
            .getConfiguration(null, "cluster", file);
    configuration.initialize();

    assertThat(configuration.getAppenders()).containsKey("file");
    assertThat(configuration.getLoggerConfig("org.apache.kafka.clients").getLevel())
        .isEqualTo(org.apache.logging.log4j.Level.WARN);
    System.clearProperty("log.file");
  }

  private static Map<String, ConfigOption<?>> knownOptions() throws IllegalAccessException {
    Map<String, ConfigOption<?>> known = new HashMap<>();
    for (Class<?> type : OPTION_CLASSES) {
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          known.put(option.key(), option);
          // Alternative spellings that are not deprecated, such as "all-keys" of a prefix.
          for (FallbackKey other : option.fallbackKeys()) {
            if (!other.isDeprecated()) {
              known.put(other.getKey(), option);
            }
          }
        }
      }
    }
    return known;
  }
}
