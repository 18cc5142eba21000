package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands say where no cluster runs. */
class ClusterCommandTest {
  @TempDir private Path dir;
  private final StringWriter said = new StringWriter();

  @Test
  void withoutAClusterEachNamesTheFirstStep() {
    assertThat(run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(said.toString()).contains("cluster      does not run", dir.toString());
    for (String command : List.of("savepoint", "scale")) {
      assertThat(run(command.equals("scale") ? "scale detect=2" : command))
          .isEqualTo(ExitCode.FAILED);
      assertThat(said.toString()).contains("`hearthwatch cluster start` first");
    }
    assertThat(run("stop")).isEqualTo(ExitCode.OK);
  }

  @Test
  void aWrongCallIsAUsageError() {
    assertThat(run("scale")).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("name stages, such as detect=4, or --resume");
    assertThat(run("scale detct=4")).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("no stage 'detct'", "ingest, admit, detect");
    assertThat(run("scale detect=0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("start --task-managers 0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("submit --config jobs/demo.yaml --from last --jar pom.xml"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("has made no savepoint yet");
    assertThat(run("upgrade --jar pom.xml")).isEqualTo(ExitCode.FAILED);
    assertThat(said.toString()).contains("nothing was submitted yet");
  }

  @Test
  void aJobFilesProblemsAreListedBeforeAnythingIsDone() {
    assertThat(run("submit --config jobs/demo.yaml --jar pom.xml --detect.parallelism 0"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("detect.parallelism (argument)");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aFileWithoutItsOptionIsNamed() {
    assertThat(run("submit jobs/demo.yaml --jar pom.xml")).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("by --config jobs/demo.yaml");
  }

  @Test
  void aMissingJarIsNamedWithTheRemedy() {
    assertThat(run("submit --config jobs/demo.yaml --jar no.jar")).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("no job jar at no.jar", "./hearthwatch build");
  }

  /** Whoever answers there is not this cluster's job manager. */
  @Test
  void aPortThatSomebodyElseHasIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("start --port " + other.getLocalPort())).isEqualTo(ExitCode.FAILED);
      assertThat(said.toString())
          .contains("port %d is taken by another program".formatted(other.getLocalPort()));
    }
  }

  private int run(String command) {
    said.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of("cluster"));
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("--dir", dir.toString()));
    CommandLine hearthwatch = Hearthwatch.commandLine();
    hearthwatch.setOut(new PrintWriter(said, true));
    hearthwatch.setErr(new PrintWriter(said, true));
    return hearthwatch.execute(words.toArray(String[]::new));
  }
}
