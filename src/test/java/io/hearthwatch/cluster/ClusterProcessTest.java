package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterProcessTest {
  private Process process;

  @BeforeEach
  void startAProcessThatWaits() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    // Reads a program from its standard input, which nobody writes to.
    process = new ProcessBuilder(java.toString(), "/dev/stdin").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly().onExit().join();
  }

  @Test
  void endsTheProcessItRemembers() throws Exception {
    ClusterProcess known = ClusterProcess.of("taskmanager-1", process.toHandle());
    assertThat(known.isAlive()).isTrue();

    known.end(Duration.ofSeconds(20));

    assertThat(process.isAlive()).isFalse();
    assertThat(known.isAlive()).isFalse();
    known.end(Duration.ofSeconds(20));
  }

  @Test
  void leavesAloneWhoeverHasTheNumberNow() throws Exception {
    ClusterProcess known = ClusterProcess.of("taskmanager-1", process.toHandle());
    ClusterProcess earlier = new ClusterProcess(known.name(), known.pid(), "another-boot/1");

    assertThat(earlier.isAlive()).isFalse();
    earlier.end(Duration.ofSeconds(20));

    assertThat(process.isAlive()).isTrue();
  }
}
