package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.config.InvalidConfigurationException;
import io.hearthwatch.config.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class HearthwatchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine = Hearthwatch.commandLine();

  @Test
  void helpAndVersion() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("check", "build", "test", "--stack-trace", "Exit codes:");
    assertThat(run("--version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Hearthwatch ", "Java ");
    assertThat(run("check", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("--config FILE");
  }

  @Test
  void aWrongCallHasOneLineAndTheWayToHelp() {
    assertThat(run("chekc")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .startsWith("hearthwatch: Unmatched argument at index 0: 'chekc'")
        .contains("Did you mean: hearthwatch check?")
        .contains("Try: hearthwatch --help");
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("hearthwatch: name a command");
  }

  @Test
  void nothingIsColouredWhereNobodySees() {
    run("--help");
    run("chekc");

    assertThat(out.toString() + err).doesNotContain("\u001b");
  }

  @Test
  void checkAcceptsWhatTheJobAccepts() {
    assertThat(run("check", "--config", "jobs/home.yaml", "--detect.parallelism", "2"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("valid").containsPattern("digest: [0-9a-f]{64}");
  }

  @Test
  void checkListsTheProblems() {
    assertThat(run("check", "--config=jobs/home.yaml", "--window.length=90", "--stack-trace"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("1. window.length (argument): `90` has no unit")
        .doesNotContain("\tat ");
  }

  @Test
  void aFailureIsOneLineUnlessTheStackTraceIsWanted() {
    Exception failure =
        new IllegalStateException("no broker\n  there", new RuntimeException("refused"));
    commandLine.addSubcommand(new Failing(failure));

    assertThat(run("fail")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .startsWith("hearthwatch fail: no broker there: refused")
        .doesNotContain("\tat ");
    assertThat(run("fail", "--stack-trace")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void anImpossibleConfigurationIsWrongUsage() {
    commandLine.addSubcommand(
        new Failing(
            new InvalidConfigurationException(List.of(new Problem("a.b", "", "is bad", "Fix.")))));

    assertThat(run("fail")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("1. a.b: is bad").doesNotContain("--stack-trace");
  }

  @Test
  void aPasswordInAnAddressIsRefusedWithTheRemedyAndNotShown() {
    for (String url :
        List.of(
            "jdbc:postgresql://h/d?user=me&password=hunter2",
            "jdbc:postgresql://h/d?sslPassword=hunter2",
            "jdbc:postgresql://me:hunter2@h/d",
            "postgresql://me:hunter2@h/d")) {
      for (List<String> command :
          List.of(List.of("migrate"), List.of("audit"), List.of("export", "event"))) {
        List<String> call = new ArrayList<>(command);
        call.addAll(List.of("--stack-trace", "--jdbc-url", url));
        assertThat(run(call.toArray(String[]::new))).as("%s", call).isEqualTo(ExitCode.USAGE);
      }
      assertThat(run("doctor", "--jdbc-url=" + url)).isEqualTo(ExitCode.USAGE);
    }
    assertThat(out.toString() + err)
        .contains("--jdbc-url", "--password-file", "HEARTHWATCH_POSTGRES_PASSWORD")
        .doesNotContain("hunter2");
  }

  @Test
  void scenesAreWrittenOnceAndNeverOver(@TempDir Path directory) {
    String[] call = {"scenes", "--output", directory.toString(), "--count", "3", "--seed", "4"};

    assertThat(run(call)).isEqualTo(ExitCode.OK);
    assertThat(directory.resolve("images/000002.jpg")).isNotEmptyFile();
    assertThat(directory.resolve("labels/000002.txt")).exists();
    assertThat(run(call)).isEqualTo(ExitCode.USAGE);
    assertThat(run("scenes", "--output", directory.toString(), "--count", "0"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--count must be at least 1");
  }

  private int run(String... arguments) {
    return commandLine
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Command(name = "fail")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
