package io.hearthwatch.doctor;

import io.hearthwatch.ingest.FramesTopicCheck;
import io.hearthwatch.kafka.KafkaAccess;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.overload.OverloadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The broker and the topics.
 *
 * @param settings how it is reached, and what the topics are called
 * @param written whether the topics that the job writes are looked at too
 * @param overload what the job sheds; null where nothing is, or nobody knows
 */
public record KafkaCheck(KafkaSettings settings, boolean written, OverloadSettings overload)
    implements Check {
  private static final String LIMIT_MILLIS = "5000";
  private static final String UNLIMITED = "-1";

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String remedy() {
    return "start the broker at %s, or correct kafka.bootstrap-servers and the kafka.properties.*"
        .formatted(settings.bootstrapServers());
  }

  @Override
  public List<Finding> run() throws InterruptedException {
    try {
      return findings();
    } catch (ExecutionException | KafkaException e) {
      throw KafkaAccess.ofJob(settings).explain(e);
    }
  }

  private List<Finding> findings() throws ExecutionException, InterruptedException {
    Properties client = settings.clientProperties();
    client.setProperty("default.api.timeout.ms", LIMIT_MILLIS);
    client.setProperty("request.timeout.ms", LIMIT_MILLIS);
    List<Finding> findings = new ArrayList<>();
    try (Admin admin = Admin.create(client)) {
      findings.add(cluster(admin));
      findings.addAll(framesTopic(admin));
      if (written) {
        findings.add(topic(admin, "events-topic", settings.eventsTopic()));
        findings.add(topic(admin, "dead-letters-topic", settings.deadLettersTopic()));
      }
    }
    return findings;
  }

  private Finding cluster(Admin admin) throws ExecutionException, InterruptedException {
    DescribeClusterResult cluster = admin.describeCluster();
    int brokers = cluster.nodes().get().size();
    return Finding.ok(
        name(),
        "%s: cluster %s of %d broker%s, %s"
            .formatted(
                settings.bootstrapServers(),
                cluster.clusterId().get(),
                brokers,
                brokers == 1 ? "" : "s",
                version(admin)));
  }

  /** A broker tells no version, but the release whose features the cluster has finalised. */
  private static String version(Admin admin) throws ExecutionException, InterruptedException {
    FinalizedVersionRange level =
        admin
            .describeFeatures()
            .featureMetadata()
            .get()
            .finalizedFeatures()
            .get(MetadataVersion.FEATURE_NAME);
    if (level == null) {
      return "of unknown version";
    }
    try {
      return "version "
          + MetadataVersion.fromFeatureLevel(level.maxVersionLevel()).shortVersion()
          + " or later";
    } catch (IllegalArgumentException newer) {
      return "version later than " + MetadataVersion.LATEST_PRODUCTION.shortVersion();
    }
  }

  private List<Finding> framesTopic(Admin admin) throws ExecutionException, InterruptedException {
    String topic = settings.framesTopic();
    Finding present = topic(admin, "frames-topic", topic);
    if (present.status() != Status.OK) {
      return List.of(present);
    }
    FramesTopicCheck check = FramesTopicCheck.verify(admin, topic);
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(present.name(), present.found() + ", " + retention(admin, topic)));
    String change =
        "kafka-configs.sh --bootstrap-server %s --alter --topic %s --add-config cleanup.policy=delete,message.timestamp.type=LogAppendTime"
            .formatted(settings.bootstrapServers(), topic);
    check.problems().forEach(it -> findings.add(Finding.problem(present.name(), it, change)));
    check.warnings().forEach(it -> findings.add(Finding.warning(present.name(), it, change)));
    if (overload != null) {
      String either = "correct overload.* of the job, or take a topic that goes with it";
      check
          .problemsOfShedding(overload.partitions())
          .forEach(it -> findings.add(Finding.problem(present.name(), it, either)));
    }
    return findings;
  }

  private Finding topic(Admin admin, String name, String topic)
      throws ExecutionException, InterruptedException {
    try {
      TopicDescription found =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      int partitions = found.partitions().size();
      return Finding.ok(
          name, "%s: %d partition%s".formatted(topic, partitions, partitions == 1 ? "" : "s"));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
      String config =
          topic.equals(settings.framesTopic())
              ? " --config message.timestamp.type=LogAppendTime"
              : "";
      return Finding.problem(
          name,
          "topic " + topic + " does not exist",
          "kafka-topics.sh --bootstrap-server %s --create --topic %s --partitions 4%s"
              .formatted(settings.bootstrapServers(), topic, config));
    }
  }

  private static String retention(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
    Config config = configs.get(resource);
    String millis = config.get("retention.ms").value();
    String bytes = config.get("retention.bytes").value();
    return "records kept %s, %s; timestamps %s"
        .formatted(
            millis.equals(UNLIMITED)
                ? "for ever"
                : "for " + Duration.ofMillis(Long.parseLong(millis)).toHours() + " h",
            bytes.equals(UNLIMITED)
                ? "however many"
                : "up to " + Bytes.of(Long.parseLong(bytes)) + " a partition",
            config.get("message.timestamp.type").value());
  }
}
