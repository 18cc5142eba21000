package io.hearthwatch.cli;

import io.hearthwatch.config.InvalidConfigurationException;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.config.KafkaOptions;
import io.hearthwatch.config.Problem;
import io.hearthwatch.doctor.Check;
import io.hearthwatch.doctor.ClockCheck;
import io.hearthwatch.doctor.DecoderCheck;
import io.hearthwatch.doctor.Finding;
import io.hearthwatch.doctor.FrameCacheCheck;
import io.hearthwatch.doctor.FrameStoreCheck;
import io.hearthwatch.doctor.JavaCheck;
import io.hearthwatch.doctor.KafkaCheck;
import io.hearthwatch.doctor.MemoryCheck;
import io.hearthwatch.doctor.ModelCheck;
import io.hearthwatch.doctor.OnnxRuntimeCheck;
import io.hearthwatch.doctor.PostgresCheck;
import io.hearthwatch.doctor.ProcessorsCheck;
import io.hearthwatch.doctor.Redaction;
import io.hearthwatch.doctor.TemporaryDirectoryCheck;
import io.hearthwatch.doctor.ZstdCheck;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.pipeline.JobSettings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is looked at, from what a person named; and what is not, with the option that adds it. */
final class DoctorChecks {
  private static final Pattern SECRET_KEY = Pattern.compile("(?i).*(password|secret|jaas|token).*");

  private final List<Check> checks = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  /** Null without a job, and for one with a configuration that is not possible. */
  private JobSettings settings;

  /** Where the detector's options of a named model come from. */
  private List<String> jobArguments = List.of();

  private DoctorChecks() {}

  /** What can be looked at without a name. */
  static DoctorChecks ofThisMachine() {
    DoctorChecks checks = new DoctorChecks();
    checks.checks.addAll(
        List.of(
            JavaCheck.ofThisProcess(),
            ProcessorsCheck.ofThisMachine(),
            MemoryCheck.ofThisMachine(),
            TemporaryDirectoryCheck.ofThisProcess(),
            new OnnxRuntimeCheck(),
            new DecoderCheck(),
            new ZstdCheck()));
    return checks;
  }

  /** Adds a job's configuration, zone and frame stores; the rest of it is added by the others. */
  void addJob(String file, List<String> arguments, Map<String, String> environment) {
    if (file == null) {
      checks.add(ClockCheck.ofThisMachine(ZoneId.systemDefault(), "this machine's"));
      skip("configuration", "--config FILE.yaml adds it");
      skip("frame-store", "--config FILE.yaml adds what ingest.allowed-roots names");
      return;
    }
    List<String> all = new ArrayList<>(List.of("--config", file));
    all.addAll(arguments);
    try {
      settings = JobConfiguration.load(all, environment);
    } catch (InvalidConfigurationException e) {
      e.problems().forEach(this::report);
      skip("frame-store", "mend the configuration first");
      return;
    }
    jobArguments = all;
    secrets.add(settings.store().password());
    settings
        .kafka()
        .properties()
        .forEach(
            (key, value) -> {
              if (SECRET_KEY.matcher(key).matches()) {
                secrets.add(value);
              }
            });
    checks.add(ClockCheck.ofThisMachine(settings.risk().timeZone(), "site.time-zone"));
    checks.add(
        Check.known(Finding.ok("configuration", file + ", digest " + settings.configDigest())));
    settings.ingest().allowedRoots().forEach(root -> checks.add(new FrameStoreCheck(root)));
    if (settings.detect().cache() != null) {
      checks.add(new FrameCacheCheck(settings.detect().cache()));
    }
  }

  /** Adds the job's model and those that are named. */
  void addModels(List<String> files, List<String> arguments) {
    List<String> options = settings == null ? arguments : jobArguments;
    if (settings != null) {
      checks.add(new ModelCheck(settings.detect()));
    } else if (files.isEmpty()) {
      skip("model", "--model FILE adds one, --config FILE.yaml the job's");
    }
    for (String file : files) {
      List<String> all = new ArrayList<>(options);
      all.addAll(List.of("--detect.model", file));
      try {
        checks.add(new ModelCheck(JobConfiguration.loadDetector(all)));
      } catch (InvalidConfigurationException e) {
        e.problems().forEach(this::report);
      }
    }
  }

  /** Adds a broker and the frames topic, or the job's with all topics. */
  void addKafka(String bootstrapServers) {
    if (bootstrapServers == null && settings == null) {
      skip("kafka", "--bootstrap-servers HOST:PORT adds it, --config FILE.yaml the job's");
    } else if (bootstrapServers == null) {
      checks.add(new KafkaCheck(settings.kafka(), true, settings.overload()));
    } else {
      checks.add(
          new KafkaCheck(
              at(bootstrapServers),
              settings != null,
              settings == null ? null : settings.overload()));
    }
  }

  private KafkaSettings at(String servers) {
    KafkaSettings job =
        settings != null
            ? settings.kafka()
            : new KafkaSettings(
                servers,
                KafkaOptions.GROUP_ID.option().defaultValue(),
                KafkaOptions.FRAMES_TOPIC.option().defaultValue(),
                KafkaOptions.EVENTS_TOPIC.option().defaultValue(),
                KafkaOptions.DEAD_LETTERS_TOPIC.option().defaultValue(),
                Map.of());
    return new KafkaSettings(
        servers,
        job.groupId(),
        job.framesTopic(),
        job.eventsTopic(),
        job.deadLettersTopic(),
        job.properties());
  }

  /** Adds a database, or the job's. */
  void addDatabase(DatabaseOptions database) {
    if (database != null) {
      addNamedDatabase(database);
    } else if (settings != null) {
      var store = settings.store();
      checks.add(
          new PostgresCheck(
              store.jdbcUrl(), store.user(), store.password(), settings.risk().timeZone()));
    } else {
      skip("postgres", "--jdbc-url URL adds it, --config FILE.yaml the job's");
    }
  }

  private void addNamedDatabase(DatabaseOptions database) {
    try {
      String password = database.password();
      secrets.add(password);
      checks.add(new PostgresCheck(database.jdbcUrl(), database.user(), password, null));
    } catch (IllegalArgumentException e) {
      String remedy = "name a file that holds the password and nothing else";
      checks.add(Check.known(Finding.problem("postgres", e.getMessage(), remedy)));
    }
  }

  private void report(Problem problem) {
    String where = problem.source().isEmpty() ? "" : " (" + problem.source() + ")";
    String found = problem.key() + where + ": " + problem.message();
    checks.add(Check.known(Finding.problem("configuration", found, problem.remedy())));
  }

  private void skip(String name, String option) {
    checks.add(Check.known(Finding.skipped(name, "not looked at", option)));
  }

  /** In the order in which they were added. */
  List<Check> all() {
    return checks;
  }

  /** Keeps out what was found in the configuration. */
  Redaction redaction() {
    return new Redaction(secrets);
  }
}
