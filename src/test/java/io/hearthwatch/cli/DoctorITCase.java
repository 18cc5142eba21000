package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.SchemaVersion;
import io.hearthwatch.schema.SiteTimeZone;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command {@code doctor} with a real broker and a real database. */
class DoctorITCase {
  private final KafkaServer kafka = KafkaServer.shared();
  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;

  @Test
  void aJobThatCouldStartIsHealthy() throws Exception {
    kafka.createFramesTopic("doctor-frames", 3);
    kafka.createTopic("doctor-events", 1);
    kafka.createTopic("doctor-dead", 1);
    TestDatabase database = PostgresServer.freshDatabase();
    Path job = job("doctor-frames", database);

    assertThat(run("--config", job.toString())).as(out.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("ok +configuration +\\S+job.yaml, digest [0-9a-f]{64}")
        .containsPattern("ok +frame-store +" + folder)
        .containsPattern("ok +model +" + folder)
        .containsPattern("ok +kafka +\\S+: cluster \\S+ of 1 broker, version \\d+\\.\\d+ or later")
        .containsPattern("ok +frames-topic +doctor-frames: 3 partitions, .*LogAppendTime")
        .containsPattern("ok +dead-letters-topic")
        .containsPattern("ok +postgres +jdbc:\\S+ as postgres: version \\d+")
        .containsPattern("ok +schema +version " + SchemaVersion.EXPECTED)
        .containsPattern("ok +postgres-clock")
        .containsPattern("warning +local-times +schema bi shows local times of UTC, and the job")
        .containsPattern("-> ./hearthwatch migrate .* --time-zone Europe/Berlin")
        .doesNotContain("hunter2");

    try (Connection connection = database.connect()) {
      SiteTimeZone.set(connection, ZoneId.of("Europe/Berlin"));
    }
    out.getBuffer().setLength(0);
    run("--config", job.toString());
    assertThat(out.toString()).doesNotContain("local-times");
  }

  @Test
  void whatIsMissingComesWithTheCommandThatMakesIt() throws IOException {
    kafka.createTopic("doctor-plain", 1);
    TestDatabase empty = PostgresServer.emptyDatabase();
    Path job = job("doctor-plain", empty);

    assertThat(run("--config", job.toString(), "--kafka.events-topic", "doctor-none"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .containsPattern("warning +frames-topic +.*message.timestamp.type=CreateTime")
        .containsPattern("kafka-configs.sh .*--topic doctor-plain")
        .containsPattern("problem +events-topic +topic doctor-none does not exist")
        .containsPattern("kafka-topics.sh .*--create --topic doctor-none")
        .containsPattern("problem +schema +no Hearthwatch tables")
        .contains("-> ./hearthwatch migrate --jdbc-url " + empty.jdbcUrl() + " --user postgres");
  }

  @Test
  void aTopicWhoseFramesCannotBeShedIsAProblem() throws IOException {
    kafka.createTopic("doctor-shed", 1);
    Path job = job("doctor-shed", PostgresServer.freshDatabase());

    assertThat(
            run(
                "--config",
                job.toString(),
                "--overload.policy=shed",
                "--overload.frames-per-second=5",
                "--overload.partitions=2"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .containsPattern("problem +frames-topic +topic doctor-shed has 1 partitions, but overload")
        .containsPattern("problem +frames-topic +.*CreateTime: frames are shed by the broker's");
  }

  @Test
  void serversCanBeNamedWithoutAJob() {
    TestDatabase database = PostgresServer.freshDatabase();

    run(
        "--bootstrap-servers",
        kafka.bootstrapServers(),
        "--jdbc-url",
        database.jdbcUrl(),
        "--user",
        "postgres");
    assertThat(out.toString())
        .containsPattern("ok +kafka")
        .containsPattern("frames-topic +(topic )?frames")
        .containsPattern("ok +schema")
        .containsPattern("skipped +configuration")
        .doesNotContain("events-topic");
  }

  private Path job(String framesTopic, TestDatabase database) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "hunter2\n");
    return Files.writeString(
        folder.resolve("job.yaml"),
        """
        site.time-zone: Europe/Berlin
        kafka:
          bootstrap-servers: %s
          frames-topic: %s
          events-topic: doctor-events
          dead-letters-topic: doctor-dead
        ingest.allowed-roots: [%s]
        detect.model: %s
        postgres:
          jdbc-url: %s
          user: %s
          password-file: %s
        """
            .formatted(
                kafka.bootstrapServers(),
                framesTopic,
                folder,
                DemoDetector.copyTo(folder.resolve("model.onnx")),
                database.jdbcUrl(),
                database.user(),
                password));
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "doctor";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(all);
  }
}
