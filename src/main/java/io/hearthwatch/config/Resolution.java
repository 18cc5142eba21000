package io.hearthwatch.config;

import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.text.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over everything that was given, gathering values and problems. Not thread-safe. */
final class Resolution {
  private static final Logger LOG = LoggerFactory.getLogger(Resolution.class);

  private final Map<String, String> environment;
  private final Configuration values = new Configuration();
  private final Map<String, String> kafkaProperties = new TreeMap<>();
  private final Map<String, String> sources = new HashMap<>();
  private final Set<String> unusable = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  Resolution(Map<String, String> environment) {
    this.environment = environment;
  }

  void report(List<Problem> found) {
    problems.addAll(found);
    // A key that could not be read is not missing as well.
    found.forEach(problem -> unusable.add(problem.key()));
  }

  /** Looks the key up and parses the value. */
  void take(Given given) {
    sources.put(given.key(), given.source());
    JobOption<?> option = JobOptions.BY_KEY.get(given.key());
    if (option != null) {
      parse(option, given);
    } else if (given.key().startsWith(KafkaProperties.PREFIX)) {
      kafkaProperty(given);
    } else if (given.key().equals(Password.REFUSED_KEY)) {
      refuse(given, "is not taken from here: others could read it", Password.REMEDY);
    } else if (JobOptions.isSection(given.key())) {
      refuse(given, "is a section, not a value", "Write `" + given.key() + ".<name>`.");
    } else {
      refuse(
          given,
          "is not an option"
              + Suggestion.among(JobOptions.BY_KEY.keySet(), Quoted.plain(given.key())),
          "Remove it, or take a key of docs/configuration.md.");
    }
  }

  /**
   * The settings.
   *
   * @param complete whether all that was given could be read; otherwise nothing is called missing
   * @throws InvalidConfigurationException with all that is wrong
   */
  JobSettings settings(boolean complete) {
    propertiesFile();
    values.set(KafkaOptions.PROPERTIES.option(), Map.copyOf(kafkaProperties));
    JobOptions.ALL.stream()
        .filter(option -> option.required() && !values.contains(option.option()))
        .forEach(option -> missing(option, complete, "is missing"));
    if (OverloadRules.sheds(values)) {
      OverloadRules.NEEDED.stream()
          .filter(option -> !values.contains(option.option()))
          .forEach(option -> missing(option, complete, "is missing, as overload.policy is `shed`"));
    }
    String password = password();
    problems.addAll(Combinations.check(values, unusable, sources));
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    return SettingsAssembly.assemble(values, password);
  }

  /**
   * The detector's settings alone.
   *
   * @param complete as for {@link #settings}
   * @throws InvalidConfigurationException with all that is wrong with anything given
   */
  DetectSettings detector(boolean complete) {
    if (!values.contains(DetectOptions.MODEL.option())) {
      missing(DetectOptions.MODEL, complete, "is missing");
    }
    problems.addAll(Combinations.check(values, unusable, sources));
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    return SettingsAssembly.detect(values);
  }

  private <T> void parse(JobOption<T> option, Given given) {
    Rule<T> rule = option.rule();
    try {
      if (given.sequence() && !rule.list()) {
        throw new IllegalArgumentException("is a list");
      }
      List<String> texts =
          rule.list() && !given.sequence()
              ? Arrays.asList(given.items().get(0).split(",", -1))
              : given.items();
      values.set(option.option(), rule.parser().apply(texts));
    } catch (IllegalArgumentException e) {
      refuse(given, e.getMessage(), "Give " + rule.allowed() + ": " + example(option));
    }
  }

  private void kafkaProperty(Given given) {
    String name = given.key().substring(KafkaProperties.PREFIX.length());
    String refusal = KafkaProperties.refusal(name);
    if (refusal != null) {
      refuse(given, "is not to be set here", refusal);
    } else if (given.sequence()) {
      refuse(given, "is a list", "Write one text, with commas where Kafka wants several.");
    } else {
      kafkaProperties.put(name, given.items().get(0));
    }
  }

  private void propertiesFile() {
    String file = values.get(KafkaOptions.PROPERTIES_FILE.option());
    if (file == null) {
      return;
    }
    try {
      KafkaPropertiesFile read = KafkaPropertiesFile.read(file);
      read.properties().forEach(kafkaProperties::putIfAbsent);
      read.warning().ifPresent(LOG::warn);
    } catch (IllegalArgumentException e) {
      String key = KafkaOptions.PROPERTIES_FILE.key();
      problems.add(
          new Problem(
              key,
              sources.getOrDefault(key, ""),
              e.getMessage(),
              "Name a properties file with settings of Kafka's clients."));
    }
  }

  private void missing(JobOption<?> option, boolean complete, String message) {
    if (unusable.add(option.key()) && complete) {
      problems.add(
          new Problem(
              option.key(),
              "",
              message,
              "Give " + option.rule().allowed() + ": " + example(option)));
    }
  }

  private String password() {
    String file = values.get(PostgresOptions.PASSWORD_FILE.option());
    try {
      return Password.find(file, environment);
    } catch (IllegalArgumentException e) {
      String key = PostgresOptions.PASSWORD_FILE.key();
      problems.add(
          new Problem(
              key,
              sources.getOrDefault(key, ""),
              e.getMessage(),
              "Name a file that holds the password and nothing else."));
      return "";
    }
  }

  private void refuse(Given given, String message, String remedy) {
    unusable.add(given.key());
    problems.add(new Problem(Quoted.plain(given.key()), given.source(), message, remedy));
  }

  private static String example(JobOption<?> option) {
    String example = option.rule().example();
    String written = option.rule().list() ? "[" + example + "]" : example;
    return "`" + option.key() + ": " + written + "` or `--" + option.key() + " " + example + "`.";
  }
}
