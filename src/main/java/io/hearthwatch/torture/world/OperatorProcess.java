package io.hearthwatch.torture.world;

import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who uses {@code hearthwatch deadletters requeue}, each time as a process of its own.
 * What fails, because broker or database are away, is done again with {@code --again}, as its
 * message says; now and then it is killed in the middle of it.
 *
 * <p>Comes to the database past its relay: what spoils connections must have met the job's.
 */
final class OperatorProcess implements Operator {
  /** By which its sessions are told from the job's. */
  static final String SESSIONS = "torture-operator";

  private static final int WRONG_USAGE = 2;
  private static final int ONE_OF_SO_MANY_IS_KILLED = 4;
  private static final int LONGEST_LIFE_MILLIS = 2_500;
  private static final long PAUSE_MILLIS = 500;

  /** Longer than any fault lasts, with a cluster's way back from it. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<String> access;
  private final Path log;
  private final Random random;

  /**
   * @param access options that say where broker and database are
   * @param log file to which its words are appended
   * @param seed of when it is killed
   */
  OperatorProcess(List<String> access, Path log, long seed) {
    this.access = List.copyOf(access);
    this.log = log;
    this.random = new Random(seed);
  }

  @Override
  public synchronized void requeue(Act.Requeue which) throws InterruptedException {
    untilDone(which, which.again());
    if (which.again()) {
      // Impatient: what was just sent may not be accounted for yet.
      untilDone(which, true);
    }
  }

  private void untilDone(Act.Requeue which, boolean withAgain) throws InterruptedException {
    boolean again = withAgain;
    boolean killed = random.nextInt(ONE_OF_SO_MANY_IS_KILLED) == 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long lives =
          killed ? random.nextInt(LONGEST_LIFE_MILLIS) : (deadline - System.nanoTime()) / 1_000_000;
      int status = run(command(which, again), Math.max(lives, 1));
      if (status == 0) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "rejected records could not be sent again within %s, last status %d: %s"
                .formatted(PATIENCE, status, log));
      }
      if (status == WRONG_USAGE) {
        throw new IllegalStateException("the requeue command does not know its options: " + log);
      }
      again = true;
      killed = false;
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private List<String> command(Act.Requeue which, boolean again) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j2.configurationFile=classpath:log4j2-local.properties");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    // By name: the commands know the torture, and it must not know them.
    command.add("io.hearthwatch.cli.Hearthwatch");
    command.addAll(List.of("deadletters", "requeue", "--apply"));
    command.addAll(access);
    which.cameras().forEach(camera -> command.addAll(List.of("--camera", camera)));
    which.reasons().forEach(reason -> command.addAll(List.of("--reason", reason)));
    if (which.cameras().isEmpty() && which.reasons().isEmpty()) {
      command.add("--all");
    }
    if (again) {
      command.add("--again");
    }
    return command;
  }

  /** Returns the status of its end. */
  private int run(List<String> command, long killedAfterMillis) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return process.waitFor(killedAfterMillis, TimeUnit.MILLISECONDS)
          ? process.exitValue()
          : process.destroyForcibly().waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
