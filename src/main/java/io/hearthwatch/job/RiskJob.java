package io.hearthwatch.job;

import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.detect.onnx.ModelFile;
import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.detect.onnx.UnsupportedModelException;
import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.ingest.FramesSource;
import io.hearthwatch.ingest.FramesTopicCheck;
import io.hearthwatch.kafka.KafkaAccess;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.overload.OverloadSettings;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.PipelineParts;
import io.hearthwatch.pipeline.RiskPipeline;
import io.hearthwatch.schema.KnownGaps;
import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.schema.SiteTimeZone;
import io.hearthwatch.store.DeadLetterTopic;
import io.hearthwatch.store.EventsTopic;
import io.hearthwatch.store.LedgerSink;
import io.hearthwatch.store.ResultSink;
import io.hearthwatch.store.StoreSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that a cluster runs:
 *
 * <pre>flink run hearthwatch-job.jar --config jobs/home.yaml --detect.parallelism 4</pre>
 *
 * <p>With {@code --validate} it only says whether the configuration is valid, with {@code
 * --print-plan} it prints Flink's plan as JSON; neither needs a cluster, Kafka or Postgres.
 *
 * <p>Before anything is submitted the configuration, the model, the frames topic, the schema and
 * the result version are checked; what is wrong is said at once and nothing starts.
 */
public final class RiskJob {
  private static final Logger LOG = LoggerFactory.getLogger(RiskJob.class);

  private static final String VALIDATE = "--validate";
  private static final String PRINT_PLAN = "--print-plan";

  private RiskJob() {}

  /** Checks, builds and runs the job. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = new ArrayList<>(List.of(arguments));
    boolean validate = given.remove(VALIDATE);
    boolean printPlan = given.remove(PRINT_PLAN);
    JobSettings settings = JobConfiguration.load(given, System.getenv());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (validate || printPlan) {
      System.out.println(printPlan ? plan(env, settings) : "The configuration is valid.");
      return;
    }
    addTo(env, settings);
    env.execute("Hearthwatch " + settings.resultVersion());
  }

  private static String plan(StreamExecutionEnvironment env, JobSettings settings)
      throws IOException {
    new RiskPipeline(parts(settings, lineage(settings)), settings).addTo(env);
    return env.getExecutionPlan();
  }

  /**
   * Checks what the job needs, registers its result version and adds its graph.
   *
   * @throws IOException when the model cannot be read
   * @throws UnsupportedModelException when it is no model, or of no known layout
   * @throws SQLException when the database cannot be asked
   * @throws RuntimeException when a check fails; the message names the remedy
   */
  public static void addTo(StreamExecutionEnvironment env, JobSettings settings)
      throws IOException, UnsupportedModelException, SQLException, InterruptedException {
    Lineage lineage = lineage(settings);
    ModelInspection.tryBeforeStart(settings.detect());
    checkTopics(settings.kafka(), settings.overload());
    register(settings.store(), lineage);
    compareTimeZones(settings);
    List<AcceptedGap> gaps = knownGaps(settings);
    new RiskPipeline(parts(settings, lineage).knowing(gaps), settings).addTo(env);
  }

  /**
   * The accepted gaps that the tables know of.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<AcceptedGap> knownGaps(JobSettings settings) throws SQLException {
    try (Connection connection = settings.store().connect()) {
      return KnownGaps.of(connection, settings.resultVersion(), settings.kafka().framesTopic());
    }
  }

  private static void compareTimeZones(JobSettings settings) throws SQLException {
    try (Connection connection = settings.store().connect()) {
      SiteTimeZone.difference(connection, settings.risk().timeZone()).ifPresent(LOG::warn);
    }
  }

  /** What a run with these settings computes with. */
  public static Lineage lineage(JobSettings settings) throws IOException {
    return new Lineage(
        settings.resultVersion(),
        ModelFile.read(settings.detect().model()).sha256(),
        settings.configDigest(),
        settings.detect().options().providerInLineage(),
        CodeVersion.current());
  }

  /** Makes sure that the result version is this run's. */
  public static void register(StoreSettings store, Lineage lineage) throws SQLException {
    try (Connection connection = store.connect()) {
      ResultVersions.register(connection, lineage);
    }
  }

  private static void checkTopics(KafkaSettings kafka, OverloadSettings overload)
      throws InterruptedException {
    KafkaAccess access = KafkaAccess.ofJob(kafka);
    try (Admin admin = access.admin()) {
      requireTopic(admin, kafka.eventsTopic(), "kafka.events-topic");
      requireTopic(admin, kafka.deadLettersTopic(), "kafka.dead-letters-topic");
      FramesTopicCheck check = FramesTopicCheck.verify(admin, kafka.framesTopic());
      check.warnings().forEach(LOG::warn);
      List<String> problems = new ArrayList<>(check.problems());
      if (overload != null) {
        problems.addAll(check.problemsOfShedding(overload.partitions()));
      }
      if (!problems.isEmpty()) {
        throw new IllegalStateException(String.join("; ", problems));
      }
    } catch (KafkaException e) {
      throw access.explain(e);
    }
  }

  /** A producer would only learn of it after a minute, and then again after every restart. */
  private static void requireTopic(Admin admin, String topic, String key)
      throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "topic %s (%s) does not exist; create it first".formatted(topic, key), e);
      }
      throw new KafkaException(
          "cannot ask the broker about topic %s (%s)".formatted(topic, key), e.getCause());
    }
  }

  /** Kafka, Postgres and the model, as the settings name them. */
  public static PipelineParts parts(JobSettings settings, Lineage lineage) {
    return new PipelineParts(
        FramesSource.of(settings.kafka(), settings.ingest()),
        new AdmissionRule(settings.admission()),
        new OnnxFrameAnalyzerFactory(settings.detect(), lineage.modelSha256()),
        LedgerSink.create(settings.store(), lineage),
        ResultSink.create(settings.store(), lineage),
        EventsTopic.create(settings.kafka(), lineage),
        DeadLetterTopic.create(settings.kafka(), lineage));
  }
}
