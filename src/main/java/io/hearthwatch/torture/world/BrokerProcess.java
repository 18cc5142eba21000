package io.hearthwatch.torture.world;

import io.hearthwatch.local.FreePorts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker as a process of its own, which can be killed and started again on its data. */
public final class BrokerProcess implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path directory;
  private final Path log;
  private final int port = FreePorts.next();
  private final int controllerPort = FreePorts.next();
  private final int advertisedPort;
  private Process process;

  /**
   * A broker that is not started.
   *
   * @param directory of its data
   * @param log file of its words
   * @param advertisedPort where clients are sent
   */
  BrokerProcess(Path directory, Path log, int advertisedPort) {
    this.directory = directory;
    this.log = log;
    this.advertisedPort = advertisedPort;
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** Starts it, and returns when it answers. */
  public void start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j2.configurationFile=classpath:log4j2-local.properties");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BrokerMain.class.getName());
    command.add(directory.toString());
    for (int number : new int[] {port, controllerPort, advertisedPort}) {
      command.add(Integer.toString(number));
    }
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log, StandardCharsets.UTF_8).contains(BrokerMain.READY)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException("the broker did not start; its words are in " + log);
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** Kills it. */
  public void kill() throws IOException {
    Signal.kill(process.pid());
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
