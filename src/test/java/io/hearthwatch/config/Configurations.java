package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hearthwatch.pipeline.JobSettings;
import java.util.List;
import java.util.Map;

/** Configurations for tests, read from texts. */
final class Configurations {
  /** The required keys and nothing else. */
  static final String MINIMAL =
      """
      kafka.bootstrap-servers: localhost:9092
      ingest.allowed-roots: [/srv/frames]
      detect.model: models/yolo26n.onnx
      site.time-zone: Europe/Berlin
      postgres.jdbc-url: jdbc:postgresql://localhost/hearthwatch
      """;

  private Configurations() {}

  /** Settings of a file with the required keys, further lines and arguments. */
  static JobSettings load(String furtherLines, String... arguments) {
    return loadAlone(MINIMAL + furtherLines, arguments);
  }

  /** Settings of a file that consists of this text. */
  static JobSettings loadAlone(String text, String... arguments) {
    return JobConfiguration.resolve(
        YamlSource.read("home.yaml", text), Arguments.parse(List.of(arguments)).given(), Map.of());
  }

  /** What is wrong with a file with the required keys, further lines and arguments. */
  static List<Problem> problems(String furtherLines, String... arguments) {
    return problemsAlone(MINIMAL + furtherLines, arguments);
  }

  /** What is wrong with a file that consists of this text. */
  static List<Problem> problemsAlone(String text, String... arguments) {
    InvalidConfigurationException exception =
        catchThrowableOfType(InvalidConfigurationException.class, () -> loadAlone(text, arguments));
    return exception == null ? List.of() : exception.problems();
  }
}
