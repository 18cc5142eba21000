package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
  @TempDir Path parent;

  @Test
  void isForItsOwnerOnlyAndSaysWhoThatIs() throws Exception {
    try (WorkDirectory directory = WorkDirectory.createIn(parent, "test")) {
      assertThat(directory.path()).startsWith(parent.toRealPath());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
          .isEqualTo("rwx------");
      assertThat(directory.resolve("owner.pid"))
          .content()
          .isEqualTo(ProcessHandle.current().pid() + "\n");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void closesTheLastFirstAndTheDirectoryAfterAll() throws Exception {
    List<String> closed = new ArrayList<>();
    WorkDirectory directory = WorkDirectory.createIn(parent, "test");
    directory.register(() -> closed.add("first, files " + Files.exists(directory.path())));
    directory.register(() -> closed.add("second"));

    directory.close();
    directory.close();

    assertThat(closed).containsExactly("second", "first, files true");
  }

  @Test
  void goesOnAfterAFailureAndReportsIt() throws Exception {
    List<String> closed = new ArrayList<>();
    WorkDirectory directory = WorkDirectory.createIn(parent, "test");
    directory.register(() -> closed.add("first"));
    directory.register(
        () -> {
          throw new IllegalStateException("does not close");
        });

    assertThatThrownBy(directory::close)
        .isInstanceOf(IOException.class)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("does not close"));
    assertThat(closed).containsExactly("first");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatComesTooLateIsClosedAtOnce() throws Exception {
    List<String> closed = new ArrayList<>();
    WorkDirectory directory = WorkDirectory.createIn(parent, "test");
    directory.close();

    assertThatThrownBy(() -> directory.register(() -> closed.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(closed).containsExactly("late");
  }

  @Test
  void deletesSymbolicLinksButNotWhatTheyPointTo() throws Exception {
    Path kept = Files.createDirectories(parent.resolve("elsewhere/kept"));
    try (WorkDirectory directory = WorkDirectory.createIn(parent, "test")) {
      Files.createSymbolicLink(directory.resolve("link"), parent.resolve("elsewhere"));
    }

    assertThat(kept).exists();
  }

  @Test
  void clearsAwayOnlyWhatDeadProcessesOfItsKindLeft() throws Exception {
    Path dead = leftBehind("hearthwatch-test-1");
    Path otherPurpose = leftBehind("hearthwatch-testing-1");
    Path foreign = leftBehind("someone-else");
    Path neverOwned = Files.createDirectory(parent.resolve("hearthwatch-test-2"));
    Path target = leftBehind("target");
    Path link = Files.createSymbolicLink(parent.resolve("hearthwatch-test-3"), target);
    try (WorkDirectory living = WorkDirectory.createIn(parent, "test");
        WorkDirectory next = WorkDirectory.createIn(parent, "test")) {
      assertThat(dead).doesNotExist();
      assertThat(List.of(otherPurpose, foreign, neverOwned, target, link)).allMatch(Files::exists);
      assertThat(living.path()).exists();
      assertThat(next.path()).exists();
    }
  }

  @Test
  void aPidThatBelongsToSomethingElseIsLeftAlone() throws Exception {
    Path dead = leftBehind("hearthwatch-test-1");
    Process bystander = new ProcessBuilder("cat").start();
    try {
      Files.writeString(
          Files.createDirectories(dead.resolve("postgres/data")).resolve("postmaster.pid"),
          bystander.pid() + "\n");
      Files.writeString(
          Files.createDirectories(dead.resolve("broken/data")).resolve("postmaster.pid"),
          "not a pid\n");

      WorkDirectory.createIn(parent, "test").close();

      assertThat(pendingSignals(bystander)).isZero();
      bystander.outputWriter().append("alive\n").flush();
      assertThat(bystander.inputReader().readLine()).isEqualTo("alive");
      assertThat(dead).doesNotExist();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void refusesAnOddPurpose() {
    assertThatThrownBy(() -> WorkDirectory.createIn(parent, "../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../x");
  }

  /** Signals sent but blocked, as SIGQUIT is in the children of a JVM; 0 where none can be seen. */
  private static long pendingSignals(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("ShdPnd:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring("ShdPnd:".length()).strip(), 16))
        .findFirst()
        .orElseThrow();
  }

  private Path leftBehind(String name) throws IOException {
    Path directory = Files.createDirectory(parent.resolve(name));
    Files.writeString(directory.resolve("owner.pid"), "1\n");
    return directory;
  }
}
