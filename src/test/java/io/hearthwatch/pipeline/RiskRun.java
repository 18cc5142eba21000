package io.hearthwatch.pipeline;

import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.ingest.IngestSettings;
import io.hearthwatch.job.RiskJob;
import io.hearthwatch.overload.OverloadSettings;
import io.hearthwatch.testing.FaultyParts;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.testing.TestSettings;
import io.hearthwatch.window.WindowSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;

/**
 * One run of the job over a frames topic: a consumer group, a database and output topics of its
 * own, so that runs over the same records can be compared.
 */
final class RiskRun {
  private static final AtomicInteger RUNS = new AtomicInteger();

  final TestDatabase database;
  final JobSettings settings;

  private RiskRun(TestDatabase database, JobSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /** A run into a new database. */
  static RiskRun over(String framesTopic, Path root, Path model, Parallelism parallelism) {
    return into(PostgresServer.freshDatabase(), framesTopic, root, model, parallelism);
  }

  /** A run into a database that may hold rows already. */
  static RiskRun into(
      TestDatabase database, String framesTopic, Path root, Path model, Parallelism parallelism) {
    String name = "run-" + RUNS.incrementAndGet();
    KafkaServer kafka = KafkaServer.shared();
    kafka.createTopic(name + "-events", 2);
    kafka.createTopic(name + "-dead-letters", 1);
    return new RiskRun(
        database,
        TestSettings.of(kafka.bootstrapServers(), database.jdbcUrl())
            .topics(name, framesTopic, name + "-events", name + "-dead-letters")
            .roots(root.toUri().toString())
            .model(model.toString())
            .parallelism(parallelism)
            .build());
  }

  /** The same run at another parallelism: for a restore. */
  RiskRun at(Parallelism parallelism) {
    return with(settings.ingest(), settings.fetch(), settings.window(), parallelism);
  }

  /** The same run, accepting that offsets are gone. */
  RiskRun acceptingGaps() {
    IngestSettings ingest = settings.ingest();
    return with(
        new IngestSettings(ingest.allowedRoots(), true, ingest.maxRecordBytes(), ingest.cameras()),
        settings.fetch(),
        settings.window(),
        settings.parallelism());
  }

  /** The same run, accepting pictures from other places. */
  RiskRun under(String... roots) {
    IngestSettings ingest = settings.ingest();
    return with(
        new IngestSettings(
            List.of(roots), ingest.acceptGap(), ingest.maxRecordBytes(), ingest.cameras()),
        settings.fetch(),
        settings.window(),
        settings.parallelism());
  }

  /** The same run, hearing these cameras only. */
  RiskRun hearing(List<String> cameras) {
    IngestSettings ingest = settings.ingest();
    return with(
        new IngestSettings(
            ingest.allowedRoots(), ingest.acceptGap(), ingest.maxRecordBytes(), cameras),
        settings.fetch(),
        settings.window(),
        settings.parallelism());
  }

  /** The same run, reading pictures otherwise. */
  RiskRun fetching(FetchSettings fetch) {
    return with(settings.ingest(), fetch, settings.window(), settings.parallelism());
  }

  /** The same run, writing interim rows after another silence. */
  RiskRun interimAfter(Duration silence) {
    WindowSettings window = settings.window();
    return with(
        settings.ingest(),
        settings.fetch(),
        new WindowSettings(
            window.length(),
            window.allowedLateness(),
            window.requeueWithin(),
            silence,
            window.thresholdE4(),
            window.urgentConfidenceE4()),
        settings.parallelism());
  }

  /** The same run, searching otherwise. */
  RiskRun detecting(DetectSettings detect) {
    return new RiskRun(
        database,
        new JobSettings(
            settings.kafka(),
            settings.ingest(),
            settings.overload(),
            settings.admission(),
            settings.fetch(),
            detect,
            settings.inHand(),
            settings.window(),
            settings.risk(),
            settings.store(),
            settings.parallelism(),
            settings.resultVersion(),
            settings.configDigest()));
  }

  /** The same run, shedding frames; null for none. */
  RiskRun shedding(OverloadSettings overload) {
    return new RiskRun(
        database,
        new JobSettings(
            settings.kafka(),
            settings.ingest(),
            overload,
            settings.admission(),
            settings.fetch(),
            settings.detect(),
            settings.inHand(),
            settings.window(),
            settings.risk(),
            settings.store(),
            settings.parallelism(),
            settings.resultVersion(),
            settings.configDigest()));
  }

  /** The same run, under another result version. */
  RiskRun as(String resultVersion) {
    return new RiskRun(
        database,
        new JobSettings(
            settings.kafka(),
            settings.ingest(),
            settings.overload(),
            settings.admission(),
            settings.fetch(),
            settings.detect(),
            settings.inHand(),
            settings.window(),
            settings.risk(),
            settings.store(),
            settings.parallelism(),
            resultVersion,
            settings.configDigest()));
  }

  private RiskRun with(
      IngestSettings ingest, FetchSettings fetch, WindowSettings window, Parallelism parallelism) {
    return new RiskRun(
        database,
        new JobSettings(
            settings.kafka(),
            ingest,
            settings.overload(),
            settings.admission(),
            fetch,
            settings.detect(),
            settings.inHand(),
            window,
            settings.risk(),
            settings.store(),
            parallelism,
            settings.resultVersion(),
            settings.configDigest()));
  }

  /** The product's own parts, with places to fail. */
  PipelineParts parts() throws Exception {
    Lineage lineage = RiskJob.lineage(settings);
    RiskJob.register(settings.store(), lineage);
    PipelineParts parts = RiskJob.parts(settings, lineage).knowing(RiskJob.knownGaps(settings));
    return FaultyParts.of(parts, settings.admission());
  }

  RunningJob start(Configuration engine) throws Exception {
    return RunningJob.start(parts(), settings, engine);
  }

  RunningJob restore(Configuration engine, String savepoint) throws Exception {
    return RunningJob.start(parts(), settings, engine, savepoint);
  }
}
