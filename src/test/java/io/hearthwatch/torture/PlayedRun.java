package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.cli.Commands;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.job.RiskJob;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.PipelineParts;
import io.hearthwatch.testing.FaultyParts;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.torture.check.Accounting;
import io.hearthwatch.torture.check.Difference;
import io.hearthwatch.torture.check.TortureCheck;
import io.hearthwatch.torture.check.World;
import io.hearthwatch.torture.check.WriteHistory;
import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.CodedModel;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.HistoryPlayer;
import io.hearthwatch.torture.history.RecordedTopic;
import io.hearthwatch.torture.history.Recorder;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;

/** A history played to the job on the shared mini cluster, and what the job made of it. */
final class PlayedRun {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final History history;
  final TestDatabase database = PostgresServer.freshDatabase();
  final JobSettings settings;
  private final String name;
  private boolean settles = true;
  private RecordedTopic recorded;

  private PlayedRun(String name, History history, Path directory, Map<String, String> more)
      throws Exception {
    this.name = name;
    this.history = history;
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(name, history.settings().partitions());
    kafka.createTopic(name + "-events", 2);
    kafka.createTopic(name + "-dead-letters", 1);
    try (Connection connection = database.connect()) {
      WriteHistory.installIn(connection);
    }
    List<String> arguments = new ArrayList<>();
    history
        .jobOptions(CodedModel.copyTo(directory.resolve(name + ".onnx")), name)
        .forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
    more.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
    arguments.addAll(
        List.of(
            "--kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "--kafka.group-id",
            name,
            "--kafka.frames-topic",
            name,
            "--kafka.events-topic",
            name + "-events",
            "--kafka.dead-letters-topic",
            name + "-dead-letters",
            "--postgres.jdbc-url",
            database.jdbcUrl(),
            "--postgres.user",
            database.user(),
            "--store.batch-interval",
            "50 ms",
            "--window.interim-after",
            "2 s"));
    this.settings = JobConfiguration.load(arguments, Map.of());
  }

  /** Plays all of a history while the job runs, and stops the job when it has accounted for it. */
  static PlayedRun of(
      String name,
      History history,
      Path directory,
      Map<String, String> more,
      BiFunction<PipelineParts, JobSettings, PipelineParts> parts)
      throws Exception {
    PlayedRun run = new PlayedRun(name, history, directory, more);
    Lineage lineage = RiskJob.lineage(run.settings);
    RiskJob.register(run.settings.store(), lineage);
    PipelineParts connected = parts.apply(RiskJob.parts(run.settings, lineage), run.settings);
    try (RunningJob job = RunningJob.start(connected, run.settings, RunningJob.engine())) {
      run.play(Duration.ofSeconds(8));
      job.stopWithSavepoint(directory.resolve(name + "-savepoints"));
    }
    return run;
  }

  /** The product's parts, failing where a test arms a place. */
  static PipelineParts withPlacesToFail(PipelineParts parts, JobSettings settings) {
    return FaultyParts.of(parts, settings.admission());
  }

  private void play(Duration length) throws Exception {
    String brokers = KafkaServer.shared().bootstrapServers();
    try (Recorder recorder = new Recorder(brokers, name, history.settings().partitions());
        HistoryPlayer player = new HistoryPlayer(history, brokers, name, length, this::requeue)) {
      recorder.start();
      player.start();
      if (!player.awaitEnd(PATIENCE)) {
        throw new AssertionError("played only " + player.progress());
      }
      awaitAccounted(recorder);
      requeue(Act.Requeue.everything());
      awaitAccounted(recorder);
    }
  }

  private void requeue(Act.Requeue which) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "deadletters",
                "requeue",
                "--apply",
                "--jdbc-url",
                database.jdbcUrl(),
                "--user",
                database.user(),
                "--bootstrap-servers",
                KafkaServer.shared().bootstrapServers()));
    which.cameras().forEach(camera -> command.addAll(List.of("--camera", camera)));
    which.reasons().forEach(reason -> command.addAll(List.of("--reason", reason)));
    if (which.cameras().isEmpty() && which.reasons().isEmpty()) {
      command.add("--all");
    }
    if (which.again()) {
      command.add("--again");
    }
    for (int times = which.again() ? 2 : 1; times > 0; times--) {
      Commands.Result result = Commands.run(command);
      if (result.status() != 0) {
        throw new IllegalStateException(command + " said " + result.said());
      }
    }
  }

  /** A run of a job with bugs, which never settles: it is stopped when it has read everything. */
  static PlayedRun ofLiar(String name, History history, Path directory) throws Exception {
    PlayedRun run = new PlayedRun(name, history, directory, Map.of());
    run.settles = false;
    Lineage lineage = RiskJob.lineage(run.settings);
    RiskJob.register(run.settings.store(), lineage);
    PipelineParts liars = LyingParts.of(RiskJob.parts(run.settings, lineage));
    try (RunningJob job = RunningJob.start(liars, run.settings, RunningJob.engine())) {
      run.play(Duration.ofSeconds(3));
      job.stopWithSavepoint(directory.resolve(name + "-savepoints"));
    }
    return run;
  }

  private void awaitAccounted(Recorder recorder) throws Exception {
    assertThat(recorder.awaitEnd(PATIENCE)).isTrue();
    recorded = recorder.recorded();
    try (Connection connection = database.connect()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> Accounting.of(connection, history, recorded.records()),
              // Of a liar one record is dropped and one invented.
              found -> settles ? found.settled() : found.accounted() >= found.expected());
    }
  }

  RecordedTopic recorded() {
    return recorded;
  }

  /** What the job left behind, as it is now. */
  World world() throws Exception {
    try (Connection connection = database.connect()) {
      return World.read(
          connection,
          settings.resultVersion(),
          KafkaServer.shared().bootstrapServers(),
          name + "-events",
          name + "-dead-letters");
    }
  }

  /** Compares with what must be. */
  List<Difference> differences() throws Exception {
    return TortureCheck.compare(history, recorded, List.of(), world());
  }
}
