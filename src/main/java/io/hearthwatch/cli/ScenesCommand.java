package io.hearthwatch.cli;

import io.hearthwatch.simulate.RandomScenes;
import io.hearthwatch.simulate.SceneFolder;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Renders what the demo's network is trained with and judged by. */
@Command(
    name = "scenes",
    description = "Render random pictures of the simulated world, with labels in YOLO's format.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Writes DIR/images/N.jpg and DIR/labels/N.txt; classes: 0 person, 1 car, 2 dog.",
      "The same seed gives the same pictures."
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.ONLY_FAILED, ExitCode.WRONG_USAGE})
final class ScenesCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where to; must not hold images or labels yet.")
  private Path output;

  @Option(
      names = "--count",
      defaultValue = "100",
      paramLabel = "N",
      description = "How many pictures. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Tells one collection from another. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--count must be at least 1");
    }
    for (String part : List.of("images", "labels")) {
      if (Files.exists(output.resolve(part))) {
        throw new ParameterException(
            spec.commandLine(), "--output " + output + " holds " + part + " already");
      }
    }
    SceneFolder.write(output, new RandomScenes(seed, count));
    spec.commandLine().getOut().printf("%s in %s%n", Count.of(count, "picture"), output);
    return ExitCode.OK;
  }
}
