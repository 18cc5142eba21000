package io.hearthwatch.config;

import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.pipeline.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way in: what a person gave, to settings the job can run with. */
public final class JobConfiguration {
  private JobConfiguration() {}

  /**
   * Reads {@code --config FILE} (optional) and {@code --stage.name value} arguments, which win over
   * the file.
   *
   * @param arguments the command line, without the command's name
   * @param environment the process's environment, for the database password
   * @throws InvalidConfigurationException with all that is wrong
   */
  public static JobSettings load(List<String> arguments, Map<String, String> environment) {
    Arguments parsed = Arguments.parse(arguments);
    GivenValues file = parsed.file().map(JobConfiguration::readFile).orElseGet(GivenValues::new);
    return resolve(file, parsed.given(), environment);
  }

  /**
   * Reads the same, for a command that needs no more than the detector: other required options may
   * be missing.
   *
   * @param arguments {@code --detect.model} among them, or in the file
   * @throws InvalidConfigurationException with all that is wrong
   */
  public static DetectSettings loadDetector(List<String> arguments) {
    Arguments parsed = Arguments.parse(arguments);
    GivenValues file = parsed.file().map(JobConfiguration::readFile).orElseGet(GivenValues::new);
    return taken(file, parsed.given(), Map.of()).detector(file.complete());
  }

  /** The same from what was read already. */
  static JobSettings resolve(
      GivenValues file, GivenValues arguments, Map<String, String> environment) {
    return taken(file, arguments, environment).settings(file.complete());
  }

  private static Resolution taken(
      GivenValues file, GivenValues arguments, Map<String, String> environment) {
    Map<String, Given> given = new LinkedHashMap<>(file.values());
    given.putAll(arguments.values());
    Resolution resolution = new Resolution(environment);
    resolution.report(file.problems());
    resolution.report(arguments.problems());
    given.values().forEach(resolution::take);
    return resolution;
  }

  /** Where it was looked for: the same words name another file in another directory. */
  private static String absolute(String file) {
    try {
      return Path.of(file).toAbsolutePath().toString();
    } catch (InvalidPathException noPath) {
      return file;
    }
  }

  private static GivenValues readFile(String file) {
    try {
      return YamlSource.read(file, Files.readAllBytes(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      GivenValues nothing = new GivenValues();
      nothing.addProblem(
          "config",
          "argument",
          Quoted.text(absolute(file)) + " cannot be read",
          "Name a file that exists and may be read, such as `--config jobs/home.yaml`.");
      nothing.markIncomplete();
      return nothing;
    }
  }
}
