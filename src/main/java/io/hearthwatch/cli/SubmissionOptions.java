package io.hearthwatch.cli;

import io.hearthwatch.cluster.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a job that is submitted, or submitted anew, consists of. */
final class SubmissionOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The job. Default: target/hearthwatch-job.jar, as the build makes it.")
  private Path jar = Installation.current().jobJar();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The job's file. A job that was submitted before keeps the one it has.")
  private Path config;

  Path jar() {
    return jar;
  }

  /** The job's file; null for none. */
  Path config() {
    return config;
  }

  /**
   * Where the jar is not there, or a file stands without its option, nothing is begun.
   *
   * @param arguments what is left to the job; a mixin cannot gather it
   */
  void check(List<String> arguments) {
    JobWords.requireNamedFile(command, arguments);
    if (!Files.isRegularFile(jar)) {
      throw new ParameterException(
          command.commandLine(),
          "no job jar at %s: `./hearthwatch build` makes one, --jar names another".formatted(jar));
    }
  }
}
