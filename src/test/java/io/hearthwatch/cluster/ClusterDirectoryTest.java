package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {
  private static final Deployment JOB =
      new Deployment("/jars/a.jar", "/jars/a.yaml", List.of("--detect.parallelism", "2"), "/work");

  @TempDir private Path dir;

  private ClusterDirectory directory() {
    return ClusterDirectory.at(dir.resolve("cluster"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    ClusterDirectory directory = directory();
    directory.create();
    assertThat(directory.read()).isEqualTo(ClusterState.empty());

    ClusterState state =
        ClusterState.empty()
            .started(8081, 2181, Map.of("key", "value"))
            .with(new ClusterProcess("jobmanager", 12, "a/34"))
            .with(new ClusterProcess("taskmanager-1", 13, "a/35"))
            .with(new ClusterProcess("taskmanager-1", 14, "a/36"))
            .running(JOB, "id")
            .savedAt("file:/savepoint")
            .stopping(StopOrder.of("id"))
            .redeploying(new Redeployment.Plan("upgrade", JOB, JOB, "id", null, null));
    directory.write(state);

    assertThat(directory.read()).isEqualTo(state);
    assertThat(state.processes()).extracting(ClusterProcess::pid).containsExactly(12L, 14L);
  }

  @Test
  void onlyTheOwnerCanLookInside() throws Exception {
    // As a command does it: it keeps others out before it makes anything.
    try (AutoCloseable lock = directory().lock()) {
      assertThat(lock).isNotNull();
      directory().create();
    }

    assertThat(mode(directory().path())).isEqualTo("rwx------");
  }

  @Test
  void whereOthersMayLookIntoTheDirectoryTheyCannotReadWhatIsInIt() throws Exception {
    Files.createDirectories(directory().path());
    Files.setPosixFilePermissions(directory().path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    directory().create();
    directory().write(ClusterState.empty());

    assertThat(mode(directory().path())).as("may hold other things").isEqualTo("rwxr-xr-x");
    assertThat(mode(directory().jobs())).isEqualTo("rwx------");
    assertThat(mode(directory().savepoints())).isEqualTo("rwx------");
    assertThat(mode(directory().path().resolve("state.json"))).isEqualTo("rw-------");
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aFileThatIsNoStateIsNamedWithTheRemedy() throws Exception {
    directory().create();
    Files.writeString(directory().path().resolve("state.json"), "{\"restPort\": ");

    assertThatThrownBy(() -> directory().read())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("state.json cannot be read")
        .hasMessageContaining("delete the file");
  }

  @Test
  void oneCommandAtATime() throws Exception {
    try (AutoCloseable first = directory().lock()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> directory().lock())
          .hasMessageContaining("another command works on the cluster");
    }
    directory().lock().close();
  }

  @Test
  void deletesItsOwnAndNothingElse() throws Exception {
    directory().create();
    Path foreign = Files.writeString(directory().path().resolve("diary.txt"), "dear");
    directory().write(ClusterState.empty());

    directory().delete();
    assertThat(directory().path()).isDirectoryContaining(foreign::equals);
    assertThat(directory().path().toFile().list()).hasSize(1);

    Files.delete(foreign);
    directory().delete();
    assertThat(directory().path()).doesNotExist();
  }
}
