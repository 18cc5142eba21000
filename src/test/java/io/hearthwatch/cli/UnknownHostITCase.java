package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearthwatch.local.EmbeddedBroker;
import io.hearthwatch.local.FreePorts;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.torture.world.Relay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A name service that forgets the broker's host and remembers it, beside a publisher that stays.
 */
@Tag("story")
class UnknownHostITCase {
  private static final String HOST = "kafka.home.invalid";
  private static final int NODE = 909;
  private static final String TOPIC = "frames";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path temporary;

  private Path hosts;
  private Path camera;
  private EmbeddedBroker broker;
  private Relay relay;
  private Admin admin;
  private Process publisher;

  @BeforeEach
  void startBroker() throws IOException {
    hosts = temporary.resolve("hosts");
    camera = Files.createDirectories(temporary.resolve("cameras/porch"));
    int port = FreePorts.next();
    int local = FreePorts.next();
    int controller = FreePorts.next();
    int door = FreePorts.next();
    broker =
        EmbeddedBroker.start(
            temporary.resolve("kafka"),
            Map.of(
                "node.id",
                "" + NODE,
                "controller.quorum.voters",
                "%d@127.0.0.1:%d".formatted(NODE, controller),
                "listeners",
                "CLIENT://127.0.0.1:%d,TEST://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                    .formatted(port, local, controller),
                "advertised.listeners",
                "CLIENT://%s:%d,TEST://127.0.0.1:%d".formatted(HOST, door, local),
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,TEST:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "TEST"));
    relay = new Relay("kafka", door, port);
    admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + local));
    Topics.create(admin, List.of(Topics.frames(TOPIC, 1)), 1);
  }

  @AfterEach
  void end() throws Exception {
    if (publisher != null) {
      publisher.destroyForcibly().waitFor();
    }
    admin.close();
    relay.close();
    broker.close();
  }

  @Test
  void isAnOutageThatEnds() throws Exception {
    resolve("127.0.0.2");
    publisher = publish(relay.port());
    awaitWords("no connection comes about, " + HOST, "; waits for it");
    resolve(null);
    awaitWords("is not found", "no such host name here; correct --bootstrap-servers");

    resolve("127.0.0.1");
    write(0, 3);
    awaitPublished(3);

    resolve(null);
    assertThat(relay.cut()).isPositive();
    write(3, 6);
    awaitWords("no answer from the broker for ");
    assertThat(end(admin)).isEqualTo(3);
    resolve("127.0.0.1");
    awaitPublished(6);
  }

  private void resolve(String address) throws IOException {
    Path unready = temporary.resolve("hosts.new");
    Files.writeString(
        unready, "127.0.0.1 localhost\n" + (address == null ? "" : address + " " + HOST + "\n"));
    Files.move(unready, hosts, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(int first, int end) throws IOException {
    for (int i = first; i < end; i++) {
      Files.writeString(camera.resolve(i + ".jpg"), "a picture");
    }
  }

  private void awaitWords(String... words) {
    await().atMost(PATIENCE).until(() -> List.of(words).stream().allMatch(output()::contains));
  }

  private void awaitPublished(long files) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(publisher.isAlive()).as(output()).isTrue();
              assertThat(end(admin)).as(output()).isEqualTo(files);
            });
  }

  private static long end(Admin admin) throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private Process publish(int port) throws IOException {
    Path soon = temporary.resolve("soon.properties");
    Files.writeString(soon, "default.api.timeout.ms=1000\nrequest.timeout.ms=1000\n");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Djdk.net.hosts.file=" + hosts,
            "-Dsun.net.inetaddr.ttl=0",
            "-Dsun.net.inetaddr.negative.ttl=0",
            "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
            "-cp",
            System.getProperty("java.class.path"),
            Hearthwatch.class.getName(),
            "publish",
            "--watch",
            camera.getParent().toString(),
            "--state",
            temporary.resolve("state").toString(),
            "--settle",
            "100ms",
            "--bootstrap-servers",
            HOST + ":" + port,
            "--kafka-properties",
            soon.toString(),
            "--topic",
            TOPIC)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("output.txt").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(temporary.resolve("output.txt"), StandardCharsets.UTF_8);
  }
}
