package io.hearthwatch.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Starts the JVMs of a cluster as Flink's own scripts would: memory, options, class path. */
final class ClusterJvm {
  private static final int WANTS_NATIVE_ACCESS = 24;

  private final Installation installation;
  private final ClusterDirectory directory;
  private final Configuration engine;

  /** For a cluster whose settings have been written. */
  ClusterJvm(Installation installation, ClusterDirectory directory) {
    this.installation = installation;
    this.directory = directory;
    this.engine = GlobalConfiguration.loadConfiguration(directory.conf().toString());
  }

  /** As the settings say. */
  int slotsPerTaskManager() {
    return engine.get(TaskManagerOptions.NUM_TASK_SLOTS);
  }

  /** How long tasks have to end; then Flink ends their task manager, and starts none instead. */
  Duration cancellation() {
    return Duration.ofMillis(engine.get(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT).toMillis());
  }

  /** Starts ZooKeeper, whose settings have been written. */
  Process startZooKeeper() throws IOException {
    List<String> command = java(ClusterProcess.ZOOKEEPER);
    // It knows a handful of names.
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    command.add(ZooKeeperPeer.MAIN);
    command.addAll(List.of(new ZooKeeperPeer(directory).arguments()));
    return start(ClusterProcess.ZOOKEEPER, command);
  }

  /** Starts the job manager. */
  Process startJobManager() throws IOException {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(engine);
    List<String> command = java(ClusterProcess.JOB_MANAGER);
    command.addAll(words(JobManagerProcessUtils.generateJvmParametersStr(memory, engine)));
    command.addAll(words(engine.get(CoreOptions.FLINK_JM_JVM_OPTIONS)));
    command.add(StandaloneSessionClusterEntrypoint.class.getName());
    command.addAll(List.of("--configDir", directory.conf().toString()));
    command.addAll(List.of("--executionMode", "cluster"));
    command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    return start(ClusterProcess.JOB_MANAGER, command);
  }

  /**
   * Starts a task manager.
   *
   * @param name of the process and its log
   * @param registersAs what the job manager is to know it by, other than any before it
   */
  Process startTaskManager(String name, String registersAs) throws IOException {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(engine);
    List<String> command = java(name);
    command.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    command.addAll(words(engine.get(CoreOptions.FLINK_TM_JVM_OPTIONS)));
    command.add(TaskManagerRunner.class.getName());
    command.addAll(List.of("--configDir", directory.conf().toString()));
    command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    command.addAll(
        List.of("-D", TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + registersAs));
    return start(name, command);
  }

  /**
   * Starts {@code flink} with these arguments; its words go to {@link
   * ClusterDirectory#log}("client").
   */
  Process startClient(Path workingDirectory, List<String> arguments) throws IOException {
    List<String> command = java("client-detail");
    // It lives for seconds: what a JVM does for the long run would only cost time.
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add(CliFrontend.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = builder("client", command).directory(workingDirectory.toFile());
    return builder.start();
  }

  private Process start(String name, List<String> command) throws IOException {
    return builder(name, command).start();
  }

  private ProcessBuilder builder(String name, List<String> command) {
    File output =
        name.equals("client")
            ? directory.log(name).toFile()
            : directory.log(name + "-output").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().put("FLINK_CONF_DIR", directory.conf().toString());
    // Some versions of ONNX Runtime report home unless told not to.
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder;
  }

  /** Up to what differs from one kind of process to another. */
  private List<String> java(String log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words(engine.get(CoreOptions.FLINK_JVM_OPTIONS)));
    if (Runtime.version().feature() >= WANTS_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    Files.createDirectories(directory.temporary());
    command.add("-Djava.io.tmpdir=" + directory.temporary());
    command.add("-Djava.awt.headless=true");
    command.add("-Dlog.file=" + directory.log(log));
    command.add("-Dlog4j2.configurationFile=" + directory.conf().resolve("log4j.properties"));
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + directory.temporary().resolve("javacpp"));
    installation
        .onnxRuntime()
        .ifPresent(natives -> command.add("-Donnxruntime.native.path=" + natives));
    command.add("-cp");
    command.add(
        installation.libraries().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    return command;
  }

  private static List<String> words(String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
