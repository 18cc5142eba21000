package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KnownProcessTest {
  private final KnownProcess here = KnownProcess.current();

  @Test
  void aProcessIsKnownAgain() {
    assertThat(here.isAlive()).isTrue();
    assertThat(here.handle()).contains(ProcessHandle.current());
    assertThat(KnownProcess.of(ProcessHandle.current())).isEqualTo(here);
  }

  @Test
  void oneOfTheSameNumberThatStartedAtAnotherTimeIsNotIt() {
    assertThat(new KnownProcess(here.pid(), "another-boot/1").isAlive()).isFalse();
    assertThat(new KnownProcess(here.pid(), here.start() + "0").isAlive()).isFalse();
    assertThat(new KnownProcess(here.pid(), "0").isAlive()).isFalse();
  }

  @Test
  void onLinuxNoClockHasAPartInIt() {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/sys/kernel/random/boot_id")), "Linux only");

    assertThat(here.start()).matches("[0-9a-f-]{36}/[0-9]+");
  }

  @Test
  void oneThatHasEndedIsNotAlive() throws Exception {
    Process process = new ProcessBuilder("true").start();
    KnownProcess known = KnownProcess.of(process.toHandle());
    process.waitFor();

    assertThat(known.isAlive()).isFalse();
  }
}
