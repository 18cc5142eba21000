package io.hearthwatch.local;

import io.hearthwatch.config.InvalidConfigurationException;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.job.RiskJob;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.publish.FramePublisher;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.schema.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs the product's job in one JVM against a broker, a database and a Flink cluster of its own,
 * and shows what comes out of it.
 */
public final class Demo {
  private static final int PARTITIONS = 4;
  private static final long READ_AHEAD_FRAMES = 500;
  private static final String CHECKED_ONLY = "127.0.0.1:1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PUBLISHER_END = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(250);

  private final WorkDirectory directory;
  private final PrintWriter out;
  private final boolean terminal;
  private EmbeddedFlink flink;
  private JobID job;

  /**
   * @param directory everything that the demonstration writes lies there and goes with it
   * @param out takes what a person reads
   * @param terminal whether the progress may be written over
   */
  public Demo(WorkDirectory directory, PrintWriter out, boolean terminal) {
    this.directory = directory;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * What came of it.
   *
   * @param settings the job's settings
   * @param framesPerSecond from the first frames' rows to the last's; 0 if that was one moment
   * @param clean whether every frame is accounted for
   * @param webInterface address of Flink's page
   * @param metrics address that Prometheus reads
   */
  public record Result(
      JobSettings settings,
      double framesPerSecond,
      boolean clean,
      String webInterface,
      String metrics) {}

  /**
   * Publishes the input, waits until every frame is accounted for and every window written, and
   * prints the report. The job runs on and the servers stay up until the directory is closed.
   *
   * @param input the pictures
   * @param arguments for the job
   * @throws InvalidConfigurationException before anything starts, when no job can run with them
   * @throws UnusableModelException before anything starts, when the model does not fit
   */
  public Result run(DemoInput input, JobArguments arguments) throws Exception {
    LocalJob.checkModel(
        settings(CHECKED_ONLY, "jdbc:postgresql://" + CHECKED_ONLY + "/", input, arguments));
    out.println("Hearthwatch demo: " + input.description());
    input.notes().forEach(note -> out.println("  note: " + note));
    out.flush();
    DemoServices services = DemoServices.start(directory);
    String kafka = services.broker().bootstrapServers();
    String jdbcUrl = services.database().createDatabase("hearthwatch");
    JobSettings settings = settings(kafka, jdbcUrl, input, arguments);
    LocalJob.migrate(settings);
    createTopics(kafka, settings);

    flink =
        directory.register(
            EmbeddedFlink.start(
                directory.resolve("flink"), LocalJob.slots(settings.parallelism())));
    out.printf("  Kafka     %s%n", kafka);
    out.printf("  Postgres  %s (user %s)%n", jdbcUrl, settings.store().user());
    out.printf("  Flink     %s%n%n", flink.webInterface());
    out.flush();

    StreamExecutionEnvironment env = flink.environment();
    RiskJob.addTo(env, settings);
    job = flink.submit(env, "Hearthwatch demo");
    try (Connection connection = connect(settings)) {
      double framesPerSecond = publishAndWatch(input, settings, connection);
      DemoReport report = new DemoReport(connection, settings.risk().timeZone(), out);
      report.printEvents();
      report.printWindows();
      boolean clean = report.printAccounting(input.frames());
      out.flush();
      return new Result(
          settings,
          framesPerSecond,
          clean,
          flink.webInterface().toString(),
          flink.metrics().toString());
    }
  }

  /** Ends the job, so that something else can have the processors; the servers stay up. */
  public void endJob() throws Exception {
    flink.cancel(job);
  }

  private JobSettings settings(
      String kafka, String jdbcUrl, DemoInput input, JobArguments arguments) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("kafka.bootstrap-servers", kafka);
    own.put("postgres.jdbc-url", jdbcUrl);
    own.put("postgres.user", "postgres");
    own.put("ingest.allowed-roots", LocalJob.root(input.root()));
    // The story's last windows have nothing behind them that would close them.
    arguments
        .preset("window.interim-after", "2 s")
        .preset("store.batch-interval", "200 ms")
        .preset("detect.in-hand-directory", directory.resolve("in-hand").toString());
    return JobConfiguration.load(arguments.with(own), Map.of());
  }

  private static void createTopics(String kafka, JobSettings settings) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Topics.create(
          admin,
          List.of(
              Topics.frames(settings.kafka().framesTopic(), PARTITIONS),
              Topics.events(settings.kafka().eventsTopic(), 1),
              Topics.deadLetters(settings.kafka().deadLettersTopic(), 1)),
          1);
    }
  }

  private static Connection connect(JobSettings settings) throws SQLException {
    return DriverManager.getConnection(
        settings.store().jdbcUrl(), settings.store().user(), settings.store().password());
  }

  private double publishAndWatch(DemoInput input, JobSettings settings, Connection connection)
      throws Exception {
    Throughput throughput = new Throughput();
    ProgressLine line = new ProgressLine(out, terminal, input.frames(), throughput);
    AtomicLong accounted = new AtomicLong();
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread publishing =
        new Thread(() -> publish(input, settings, accounted, failure), "publish-frames");
    publishing.setDaemon(true);
    publishing.start();
    try {
      Progress progress;
      do {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        throwFailure(failure);
        progress = Progress.of(connection, settings.resultVersion());
        throughput.note(progress.records(), System.nanoTime());
        accounted.set(progress.records());
        line.show(progress);
      } while (!progress.settledAt(input.frames()));
      line.finish(progress);
      return throughput.perSecond();
    } catch (Exception e) {
      line.breakOff();
      throw e;
    } finally {
      publishing.interrupt();
      publishing.join(PUBLISHER_END.toMillis());
    }
  }

  private void throwFailure(AtomicReference<Exception> publishing) throws Exception {
    if (publishing.get() != null) {
      throw publishing.get();
    }
    if (flink.status(job).isGloballyTerminalState()) {
      throw new IOException("the job ended: " + flink.failure(job));
    }
  }

  private void publish(
      DemoInput input,
      JobSettings settings,
      AtomicLong accounted,
      AtomicReference<Exception> failure) {
    try (FramePublisher publisher =
        new FramePublisher(
            settings.kafka().bootstrapServers(),
            settings.kafka().properties(),
            settings.kafka().framesTopic(),
            new FramePublisher.Allowance(READ_AHEAD_FRAMES, accounted::get, PATIENCE))) {
      input.publishTo(publisher);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    }
  }
}
