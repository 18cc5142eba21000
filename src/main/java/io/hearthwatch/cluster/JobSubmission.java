package io.hearthwatch.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Submits a job by Flink's own client, as {@code flink run -d} does. */
public final class JobSubmission {
  private static final Duration CLIENT_PATIENCE = Duration.ofMinutes(3);
  private static final Duration RUNNING_PATIENCE = Duration.ofMinutes(2);
  private static final Pattern SUBMITTED = Pattern.compile("submitted with JobID ([0-9a-f]{32})");
  private static final int DIGEST_CHARACTERS = 12;

  private final Cluster cluster;
  private final Duration runningWithin;

  /** For a cluster that runs. */
  public JobSubmission(Cluster cluster) {
    this(cluster, RUNNING_PATIENCE);
  }

  /**
   * For a cluster that runs.
   *
   * @param runningWithin how long the tasks of a job may take until they all run
   */
  public JobSubmission(Cluster cluster, Duration runningWithin) {
    this.cluster = cluster;
    this.runningWithin = runningWithin;
  }

  /**
   * Submits a job and waits until all its tasks run.
   *
   * @param savepoint savepoint or checkpoint to go on from; null for the topic's beginning
   * @throws ClusterException when one runs already, when it is refused or does not come up
   */
  public JobReport run(Deployment deployment, String savepoint)
      throws IOException, InterruptedException {
    cluster.requireUp();
    cluster.requireNothingInterrupted();
    if (cluster.runningJob().isPresent()) {
      throw new ClusterException(
          "a job runs already: `hearthwatch cluster upgrade` changes it, `stop` ends it");
    }
    FlinkJob job = submit(deployment, savepoint);
    JobView view = awaitRunning(job);
    return JobReport.of(job.id(), view);
  }

  /**
   * Copies a jar and a job file to where later builds and edits do not reach them.
   *
   * @param config job file, or null
   * @param arguments the job's other arguments
   */
  public Deployment prepare(Path jar, Path config, List<String> arguments) throws IOException {
    cluster.directory().create();
    return new Deployment(
        copy(jar).toString(),
        config == null ? null : copy(config).toString(),
        List.copyOf(arguments),
        Path.of("").toAbsolutePath().toString());
  }

  /**
   * The job as it was submitted last, with another jar and some other options.
   *
   * @param config another job file, or null for the one that it has
   * @param arguments options that are changed or added
   * @param dropped keys of options that go; {@code config} for the job file
   * @throws ClusterException when nothing was submitted, or without an option that is to go
   */
  public Deployment prepareNext(Path jar, Path config, List<String> arguments, List<String> dropped)
      throws IOException {
    Deployment next = cluster.state().job();
    if (next == null) {
      throw new ClusterException("nothing was submitted yet: `hearthwatch cluster submit` first");
    }
    for (String key : dropped) {
      if (!next.options().contains("--" + key)) {
        throw new ClusterException(
            "the job was submitted without --%s; its options are %s"
                .formatted(key, String.join(" ", next.options())));
      }
      next = next.without(key);
    }
    cluster.directory().create();
    next = next.withJar(copy(jar).toString()).with(arguments);
    return config == null ? next : next.withConfig(copy(config).toString());
  }

  private Path copy(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String digest = sha256(bytes).substring(0, DIGEST_CHARACTERS);
    Path copy = cluster.directory().jobs().resolve(digest + "-" + file.getFileName());
    if (!Files.exists(copy)) {
      Files.write(copy, bytes);
    }
    return copy;
  }

  /** Submits, and writes down the id. */
  FlinkJob submit(Deployment deployment, String savepoint)
      throws IOException, InterruptedException {
    cluster.say(
        "submits %s%s"
            .formatted(
                Path.of(deployment.jar()).getFileName(),
                savepoint == null ? "" : " from " + savepoint));
    cluster.remember(state -> state.running(deployment, null));
    List<String> arguments = new ArrayList<>(List.of("run", "-d"));
    if (savepoint != null) {
      arguments.addAll(List.of("-s", savepoint));
    }
    arguments.add(deployment.jar());
    arguments.addAll(deployment.jobArguments());
    String words = client(Path.of(deployment.workingDirectory()), arguments);
    Matcher submitted = SUBMITTED.matcher(words);
    if (!submitted.find()) {
      throw refused(words);
    }
    String id = submitted.group(1);
    cluster.remember(state -> state.running(deployment, id));
    return cluster.job(id);
  }

  /**
   * Asks a version whether it would start with its arguments; needs nothing but the jar.
   *
   * @throws ClusterException when it would not, or is no version at all
   */
  void validate(Deployment deployment) throws IOException, InterruptedException {
    cluster.say("asks the new version about its configuration");
    List<String> arguments = new ArrayList<>(List.of("run", "-d", deployment.jar()));
    arguments.addAll(deployment.jobArguments());
    arguments.add("--validate");
    client(Path.of(deployment.workingDirectory()), arguments);
  }

  /** Runs Flink's client to its good end and returns what it said. */
  private String client(Path workingDirectory, List<String> arguments)
      throws IOException, InterruptedException {
    Process client =
        new ClusterJvm(cluster.installation(), cluster.directory())
            .startClient(workingDirectory, arguments);
    try {
      if (!client.waitFor(CLIENT_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new ClusterException(
            "the submission takes longer than %d s; see %s"
                .formatted(CLIENT_PATIENCE.toSeconds(), cluster.directory().log("client")));
      }
    } finally {
      client.destroyForcibly();
    }
    String words = Files.readString(cluster.directory().log("client"));
    if (client.exitValue() != 0) {
      throw refused(words);
    }
    return words;
  }

  private ClusterException refused(String words) {
    return new ClusterException(
        "the job was refused: %s; all of it stands in %s"
            .formatted(FlinkJob.cause(words), cluster.directory().log("client")));
  }

  /** Waits until every task runs; Flink says RUNNING of a job earlier than that. */
  JobView awaitRunning(FlinkJob job) throws IOException, InterruptedException {
    return awaitRunning(job, job::view);
  }

  /**
   * The same with a question that may do something for it.
   *
   * @param look how the job stands
   */
  JobView awaitRunning(FlinkJob job, Await.Question<JobView> look)
      throws IOException, InterruptedException {
    cluster.say("waits until all tasks run");
    JobView view = Await.answer(runningWithin, look, found -> found.isRunning() || found.isEnded());
    if (!view.isRunning()) {
      Optional<String> failure = job.lastFailure();
      throw new ClusterException(
          "the job is %s with %s running%s; `hearthwatch cluster status` shows how it goes on"
              .formatted(
                  view.state(), view.tasks(), failure.map(cause -> ": " + cause).orElse("")));
    }
    return view;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
