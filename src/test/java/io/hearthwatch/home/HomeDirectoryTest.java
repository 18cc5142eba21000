package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.hearthwatch.local.KnownProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder belongs to one process at a time. */
class HomeDirectoryTest {
  @TempDir Path temporary;

  @Test
  void aFolderIsMadeForItsOwnerOnlyAndKnowsItsHolder() throws Exception {
    Path data = temporary.resolve("a/b");
    try (HomeDirectory home = HomeDirectory.take(data)) {
      assertThat(Files.getPosixFilePermissions(data))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(home.path()).isEqualTo(data.toRealPath());
      assertThat(Holder.of(data).orElseThrow().pid()).isEqualTo(ProcessHandle.current().pid());
    }
    assertThat(Holder.of(data)).as("given back").isEmpty();
  }

  @Test
  void aSecondOneIsRefusedAndToldWhoHasIt() throws Exception {
    try (HomeDirectory first = HomeDirectory.take(temporary)) {
      assertThatIOException()
          .isThrownBy(() -> HomeDirectory.take(temporary))
          .withMessageContaining("by process " + ProcessHandle.current().pid())
          .withMessageContaining("hearthwatch stop");
      assertThat(first.path()).isDirectory();
    }
    HomeDirectory.take(temporary).close();
  }

  @Test
  void aNumberThatBelongsToAnotherProcessNowIsNoHolder() throws Exception {
    KnownProcess here = KnownProcess.current();
    Files.writeString(temporary.resolve("lock"), here.pid() + " another-boot/1\n");
    assertThat(Holder.of(temporary)).isEmpty();
    Files.writeString(temporary.resolve("lock"), here.pid() + " " + here.start() + "\n");
    assertThat(Holder.of(temporary)).contains(here);
    Files.writeString(temporary.resolve("lock"), "torn");
    assertThat(Holder.of(temporary)).isEmpty();
  }

  @Test
  void theLockTellsThatAFolderIsHeldWhateverItsFileSays() throws Exception {
    assertThat(Holder.isHeld(temporary)).as("nobody was ever there").isFalse();
    HomeDirectory home = HomeDirectory.take(temporary);
    Files.writeString(temporary.resolve("lock"), "torn");
    assertThat(Holder.of(temporary)).isEmpty();
    assertThat(Holder.isHeld(temporary)).isTrue();
    home.close();
    assertThat(Holder.isHeld(temporary)).isFalse();
  }

  @Test
  void theUsualPlaceIsWherePeoplesProgramsKeepTheirData() {
    assertThat(HomeDirectory.usualPlace(Map.of("XDG_DATA_HOME", "/xdg")))
        .isEqualTo(Path.of("/xdg/hearthwatch"));
    assertThat(HomeDirectory.usualPlace(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/hearthwatch"));
  }
}
