package io.hearthwatch.cluster;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearthwatch.local.FreePorts;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;

/** Brings a cluster up, or what is missing of it. */
public final class ClusterStart {
  /** For a whole start. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(90);

  private static final int USUAL_PORT = 8081;

  private final Cluster cluster;
  private final Duration patience;
  private final List<ClusterProcess> launched = new ArrayList<>();
  private final Set<String> toRegister = new HashSet<>();

  /**
   * @param patience how long the whole start may take
   */
  public ClusterStart(Cluster cluster, Duration patience) {
    this.cluster = cluster;
    this.patience = patience;
  }

  /**
   * Starts ZooKeeper and the job manager, unless they run, and as many task managers as are
   * missing; returns when all are registered, and the job that ran before goes on. What was started
   * is ended again when that does not come about.
   *
   * <p>A job manager that was lost finds its job, its last checkpoint and the task managers by
   * ZooKeeper.
   *
   * @param wanted how many task managers there shall be, at least 1; null for as many as were
   *     started before, else one
   * @param port for REST interface and web page, or null for the one it had or the usual one, if it
   *     is free, else any; taken when the job manager starts
   * @param settings engine settings on top of the shipped ones; empty for those that it had
   * @throws ClusterException when they do not register in time, with the last words of their logs
   */
  public void run(Integer wanted, Integer port, Map<String, String> settings)
      throws IOException, InterruptedException {
    int taskManagers = wanted != null ? wanted : Math.max(1, knownTaskManagers(cluster.state()));
    List<ClusterProcess> before = cluster.state().processes();
    if (!before.isEmpty() && !settings.isEmpty() && !settings.equals(cluster.state().settings())) {
      throw new ClusterException(
          "the cluster has other settings: `hearthwatch cluster stop` first");
    }
    cluster.directory().create();
    boolean hasJobManager = cluster.isUp();
    try {
      if (!hasJobManager) {
        configure(port, before.isEmpty() ? settings : cluster.state().settings());
      }
      startZooKeeper();
      if (!hasJobManager) {
        startJobManager();
      }
      startTaskManagers(taskManagers(taskManagers));
    } catch (IOException | InterruptedException | RuntimeException e) {
      for (ClusterProcess process : launched) {
        process.end(ClusterStop.PATIENCE);
      }
      cluster.remember(state -> state.withProcesses(before));
      throw e;
    }
    if (!hasJobManager) {
      awaitJob();
    }
  }

  /**
   * Starts those of some processes again that have ended by themselves. Waits for the job manager,
   * not for task managers, and asks nothing of the job.
   *
   * @param names of the processes
   */
  void bringBack(Set<String> names) throws IOException, InterruptedException {
    if (living().containsAll(names)) {
      return;
    }
    launched.clear();
    toRegister.clear();
    boolean hasJobManager = cluster.isUp();
    if (!hasJobManager) {
      configure(null, cluster.state().settings());
    }
    startZooKeeper();
    if (!hasJobManager) {
      startJobManager();
    }
    launchTaskManagers(
        names.stream().filter(name -> name.startsWith(ClusterProcess.TASK_MANAGER)).toList());
  }

  private Set<String> living() {
    return cluster.state().alive().stream().map(ClusterProcess::name).collect(toSet());
  }

  private static List<String> taskManagers(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> ClusterProcess.TASK_MANAGER + i).toList();
  }

  private static int knownTaskManagers(ClusterState state) {
    return (int) state.processes().stream().filter(ClusterProcess::isTaskManager).count();
  }

  private void configure(Integer port, Map<String, String> settings) throws IOException {
    Installation installation = cluster.installation();
    EngineConfiguration.Ports ports =
        new EngineConfiguration.Ports(restPort(port), FreePorts.next(), zooKeeperPort());
    Configuration engine =
        EngineConfiguration.of(
            installation.engineConfiguration(), cluster.directory(), ports, settings);
    EngineConfiguration.write(
        engine, installation.engineConfiguration(), cluster.directory().conf());
    cluster.remember(
        state -> state.started(ports.rest(), ports.zooKeeper(), new HashMap<>(settings)));
  }

  private int restPort(Integer wanted) throws ClusterException {
    if (wanted != null) {
      if (!FreePorts.isFree(wanted)) {
        throw new ClusterException(
            "port %d is taken by another program: choose another --port".formatted(wanted));
      }
      return wanted;
    }
    int had = cluster.state().restPort();
    return had != 0 && FreePorts.isFree(had) ? had : freePort();
  }

  /** Task managers that live know their ZooKeeper by the port that it had. */
  private int zooKeeperPort() throws ClusterException {
    int had = cluster.state().zooKeeperPort();
    if (zooKeeperLives() || (had != 0 && FreePorts.isFree(had))) {
      return had;
    }
    if (!cluster.state().alive().isEmpty()) {
      throw new ClusterException(
          "port %d, which was ZooKeeper's, is taken by another program: `hearthwatch cluster stop"
                  .formatted(had)
              + " --cancel` first");
    }
    return FreePorts.next();
  }

  private boolean zooKeeperLives() {
    return cluster.state().alive().stream()
        .anyMatch(process -> process.name().equals(ClusterProcess.ZOOKEEPER));
  }

  private void startZooKeeper() throws IOException {
    if (zooKeeperLives()) {
      return;
    }
    new ZooKeeperPeer(cluster.directory()).configure(cluster.state().zooKeeperPort());
    cluster.say("starts ZooKeeper");
    launched(ClusterProcess.ZOOKEEPER, jvm().startZooKeeper());
  }

  private void startJobManager() throws IOException, InterruptedException {
    cluster.say("starts the job manager");
    launched(ClusterProcess.JOB_MANAGER, jvm().startJobManager());
    awaitAnswer("the job manager does not answer", 0);
  }

  /** With the job manager comes the job that it ran; whatever becomes of it, the cluster is up. */
  private void awaitJob() throws IOException, InterruptedException {
    String id = cluster.state().jobId();
    if (cluster.state().interrupted() != null) {
      cluster.say(cluster.state().interrupted());
      return;
    }
    if (id == null) {
      return;
    }
    Optional<FlinkJob> job = cluster.runningJob();
    if (job.isEmpty()) {
      cluster.say("job %s has ended: submit one".formatted(id));
      return;
    }
    cluster.say("job %s goes on from its last checkpoint".formatted(id));
    new JobSubmission(cluster).awaitRunning(job.get());
    cluster.say("all its tasks run");
  }

  private static int freePort() {
    return FreePorts.isFree(USUAL_PORT) ? USUAL_PORT : FreePorts.next();
  }

  private void startTaskManagers(List<String> names) throws IOException, InterruptedException {
    launchTaskManagers(names);
    cluster.say("waits for " + Count.of(names.size(), "task manager"));
    JsonNode overview = awaitAnswer("not all task managers have registered", names.size());
    cluster.say(
        "ready: %s with %s, %s"
            .formatted(
                Count.of(overview.path("taskmanagers").asInt(), "task manager"),
                Count.of(overview.path("slots-total").asInt(), "slot"),
                cluster.page()));
  }

  private void launchTaskManagers(List<String> names) throws IOException {
    Set<String> alive = living();
    for (String name : names) {
      if (!alive.contains(name)) {
        cluster.say("starts " + name);
        String registersAs = name + "-" + System.currentTimeMillis();
        launched(name, jvm().startTaskManager(name, registersAs));
        toRegister.add(registersAs);
      }
    }
  }

  private ClusterJvm jvm() {
    return new ClusterJvm(cluster.installation(), cluster.directory());
  }

  private void launched(String name, Process process) throws IOException {
    ClusterProcess known = ClusterProcess.of(name, process.toHandle());
    launched.add(known);
    cluster.remember(state -> state.with(known));
  }

  /**
   * Waits for so many task managers, and for all of their slots, which are reported later; for
   * those that were just started by name, as the job manager counts one that was killed until its
   * heartbeat is missed.
   */
  private JsonNode awaitAnswer(String otherwise, int taskManagers)
      throws IOException, InterruptedException {
    int slots = taskManagers * jvm().slotsPerTaskManager();
    Predicate<JsonNode> complete =
        json ->
            json.path("taskmanagers").asInt(-1) >= taskManagers
                && json.path("slots-total").asInt() >= slots;
    JsonNode overview = Await.answer(patience, this::overviewWhileAllLive, complete);
    if (!complete.test(overview)) {
      tellLastWords(launched);
      throw new ClusterException("%s after %d s".formatted(otherwise, patience.toSeconds()));
    }
    return overview;
  }

  /** An empty object as long as nobody answers, or one that was started has not registered. */
  private JsonNode overviewWhileAllLive() throws ClusterException, InterruptedException {
    List<ClusterProcess> dead = launched.stream().filter(process -> !process.isAlive()).toList();
    if (!dead.isEmpty()) {
      tellLastWords(dead);
      throw new ClusterException(
          "%s ended by itself; its last words stand above".formatted(dead.get(0).name()));
    }
    try {
      JsonNode registered = cluster.rest().get("/taskmanagers").path("taskmanagers");
      if (registered.findValuesAsText("id").containsAll(toRegister)) {
        return cluster.rest().get("/overview");
      }
    } catch (IOException notYet) {
      // It is on its way up.
    }
    return FlinkRest.JSON.createObjectNode();
  }

  private void tellLastWords(List<ClusterProcess> processes) {
    for (ClusterProcess process : processes) {
      cluster.say(LogTail.of(cluster.directory().log(process.name())));
      cluster.say(LogTail.of(cluster.directory().log(process.name() + "-output")));
    }
  }
}
