package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.job.RiskJob;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SecuredKafka;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.testing.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publisher and job before a broker that wants TLS, a login, and rights. */
class SecuredKafkaITCase {
  private static final String CAMERAS_PASSWORD = "cameras-secret";
  private static final String JOB_PASSWORD = "job-secret";

  @TempDir static Path shared;
  private static SecuredKafka kafka;

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    kafka = SecuredKafka.start(shared);
    kafka.user("cameras", CAMERAS_PASSWORD);
    kafka.user("job", JOB_PASSWORD);
    kafka.user("stranger", "stranger-secret");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void framesArriveAndRowsLandWithTheRightsThatTheDocumentsName() throws Exception {
    kafka.allow(
        "cameras",
        ResourceType.TOPIC,
        "frames",
        AclOperation.CREATE,
        AclOperation.DESCRIBE,
        AclOperation.DESCRIBE_CONFIGS,
        AclOperation.READ,
        AclOperation.WRITE);
    int pictures = pictures();

    assertThat(
            publish(
                kafka.bootstrapServers(),
                kafka.login("cameras", CAMERAS_PASSWORD),
                "--create-topic",
                "--partitions=1"))
        .as(said.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(said.toString()).contains("  " + pictures + " published");

    kafka.allow(
        "job",
        ResourceType.TOPIC,
        "frames",
        AclOperation.DESCRIBE,
        AclOperation.DESCRIBE_CONFIGS,
        AclOperation.READ);
    kafka.allow("job", ResourceType.GROUP, "house", AclOperation.READ);
    for (String topic : List.of("events", "dead-letters")) {
      Topics.create(kafka.admin(), List.of(new Topics.Topic(topic, 1, Map.of())), 1);
      kafka.allow("job", ResourceType.TOPIC, topic, AclOperation.DESCRIBE, AclOperation.WRITE);
    }
    TestDatabase database = PostgresServer.freshDatabase();
    JobSettings settings = job(database, kafka.login("job", JOB_PASSWORD));
    RiskJob.addTo(new StreamExecutionEnvironment(), settings);
    try (RunningJob job =
            RunningJob.start(
                RiskJob.parts(settings, RiskJob.lineage(settings)), settings, RunningJob.engine());
        Connection connection = database.connect()) {
      job.awaitSettled(database, pictures);
      assertThat(
              Rows.query(
                  connection,
                  "SELECT outcome || ' ' || count(*) FROM hearthwatch.frame GROUP BY outcome"
                      + " ORDER BY outcome"))
          .containsExactly("analysed " + (pictures - 1), "rejected 1");
      assertThat(job.restarts()).isZero();
    }
    assertThat(end("events")).as("events sent").isPositive();
    assertThat(end("dead-letters")).as("rejected records sent").isPositive();
  }

  @Test
  void whatIsWrongIsNamedWithTheServerAndTheOption() throws Exception {
    String servers = kafka.bootstrapServers();
    Map<String, String> right = kafka.login("cameras", CAMERAS_PASSWORD);

    refused(
        servers,
        kafka.login("cameras", "wrong-secret"),
        "Kafka at " + servers + " refuses the login by SCRAM-SHA-512",
        "sasl.jaas.config, in the file of --kafka-properties");
    refused(
        servers,
        with(right, "sasl.mechanism", "SCRAM-SHA-256"),
        "Kafka at " + servers + " does not take logins by SCRAM-SHA-256",
        "SCRAM-SHA-512",
        "set sasl.mechanism");
    refused(
        servers,
        untrusting(right),
        "Kafka at " + servers + ": its certificate comes from nobody that is trusted here",
        "set ssl.truststore.location in the file of --kafka-properties");
    refused(
        servers.replace("127.0.0.1", "localhost"),
        right,
        "Kafka at localhost:",
        "its certificate is for another name",
        "--bootstrap-servers");
    refused(
        servers,
        with(right, "ssl.truststore.location", "/nowhere/trust.p12"),
        "NoSuchFileException /nowhere/trust.p12",
        "correct the file of --kafka-properties");
    refused(
        servers,
        Map.of("default.api.timeout.ms", "2000", "request.timeout.ms", "2000"),
        "takes connections there, but does not say what Kafka would",
        "set security.protocol (now PLAINTEXT) in the file of --kafka-properties");
    refused(
        servers,
        kafka.login("stranger", "stranger-secret"),
        "topic frames does not exist",
        "this user may not describe it");
    assertThat(said.toString()).doesNotContain("-secret", "not-to-be-told");
  }

  @Test
  void theJobRefusesToStartWithTheSameWords() throws Exception {
    TestDatabase database = PostgresServer.freshDatabase();
    JobSettings wrongPassword = job(database, kafka.login("job", "wrong-secret"));
    assertThatThrownBy(() -> RiskJob.addTo(new StreamExecutionEnvironment(), wrongPassword))
        .hasMessageContaining("Kafka at " + kafka.bootstrapServers())
        .hasMessageContaining("refuses the login by SCRAM-SHA-512")
        .hasMessageContaining("kafka.properties.* or the file of kafka.properties-file")
        .hasMessageNotContaining("-secret");
    JobSettings untrusted = job(database, untrusting(kafka.login("job", JOB_PASSWORD)));
    assertThatThrownBy(() -> RiskJob.addTo(new StreamExecutionEnvironment(), untrusted))
        .hasMessageContaining("its certificate comes from nobody that is trusted here")
        .hasMessageContaining("ssl.truststore.location in kafka.properties.*");
  }

  /** Pictures of two cameras, and one file that is none; how many files. */
  private int pictures() throws IOException {
    List<Path> all =
        SimulatedPictures.writeTo(
            Files.createDirectory(folder.resolve("all")), Duration.ofMinutes(1));
    Path porch = Files.createDirectories(folder.toRealPath().resolve("cameras/porch"));
    for (int i = 0; i < all.size(); i++) {
      Files.copy(all.get(i), porch.resolve(i + ".jpg"));
    }
    Files.writeString(porch.resolve("last.jpg"), "no picture");
    return all.size() + 1;
  }

  private JobSettings job(TestDatabase database, Map<String, String> properties)
      throws IOException {
    Path model = folder.resolve("model.onnx");
    if (!Files.exists(model)) {
      DemoDetector.copyTo(model);
    }
    return TestSettings.of(kafka.bootstrapServers(), database.jdbcUrl())
        .topics("house", "frames", "events", "dead-letters")
        .kafkaProperties(properties)
        .roots(folder.toRealPath().resolve("cameras").toUri().toString())
        .model(model.toString())
        .build();
  }

  private void refused(String servers, Map<String, String> properties, String... words)
      throws IOException {
    Files.createDirectories(folder.resolve("cameras"));
    said.getBuffer().setLength(0);
    assertThat(publish(servers, properties)).as(said.toString()).isEqualTo(ExitCode.FAILED);
    assertThat(said.toString()).contains(words);
  }

  private int publish(String servers, Map<String, String> properties, String... more)
      throws IOException {
    Path file = folder.resolve("kafka.properties");
    Properties all = new Properties();
    all.putAll(properties);
    try (Writer writer = Files.newBufferedWriter(file)) {
      all.store(writer, null);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "publish",
                "--once",
                folder.toRealPath().resolve("cameras").toString(),
                "--state",
                folder.toRealPath().resolve("state").toString(),
                "--settle",
                "100ms",
                "--bootstrap-servers",
                servers,
                "--kafka-properties",
                file.toString()));
    arguments.addAll(List.of(more));
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(arguments.toArray(new String[0]));
  }

  private static long end(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    return kafka
        .admin()
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private static Map<String, String> with(Map<String, String> properties, String key, String to) {
    Map<String, String> changed = new TreeMap<>(properties);
    changed.put(key, to);
    return changed;
  }

  private static Map<String, String> untrusting(Map<String, String> properties) {
    Map<String, String> changed = new TreeMap<>(properties);
    changed.keySet().removeIf(key -> key.startsWith("ssl.truststore."));
    return changed;
  }
}
