package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearthwatch.testing.KafkaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hearthwatch publish} in JVMs of their own that are killed while files come in. */
class PublishITCase {
  private static final String TOPIC = "publish-killed";
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern URI = Pattern.compile("\"uri\":\"([^\"]+)\"");

  private final KafkaServer kafka = KafkaServer.shared();
  private final Random random = new Random(42);
  private final Set<String> written = new TreeSet<>();
  private boolean killed;
  private Process process;

  @TempDir Path temporary;

  @Test
  void everyFileIsPublishedOnceHoweverOftenThePublisherIsKilled() throws Exception {
    Path cameras = Files.createDirectory(temporary.toRealPath().resolve("cameras"));
    long seen = 0;
    for (int kill = 0; kill < 2; kill++) {
      process = start("--watch", cameras, "--create-topic", "--partitions", "" + PARTITIONS);
      long enough = seen + 1 + random.nextInt(200);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                upload(cameras, random.nextInt(10));
                return size() >= enough;
              });
      killed = true;
      process.destroyForcibly().waitFor();
      seen = size();
    }

    process = start("--watch", cameras);
    await().atMost(PATIENCE).until(() -> size() >= written.size());
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("ended by SIGTERM").isEqualTo(143);
    assertThat(temporary.resolve("state/journal")).content().as("ended in peace").endsWith(" E\n");

    assertThat(published()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);

    process = start("--once", cameras);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(output()).contains("  0 published", "3 cameras, 0 waiting, 0 problems");
    assertThat(published()).hasSize(written.size());
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /** Uploads as cameras do, some in place, some under a temporary name. */
  private void upload(Path cameras, int files) throws IOException {
    for (int n = 0; n < files; n++) {
      int i = written.size();
      Path folder = cameras.resolve("camera %d/2026-11-20/%d".formatted(i % 3, i % 5));
      Files.createDirectories(folder);
      Path file = folder.resolve(i + ".jpg");
      if (i % 2 == 0) {
        Files.writeString(file, "a picture");
      } else {
        Files.move(Files.writeString(folder.resolve(i + ".jpg.part"), "a picture"), file);
      }
      written.add(file.toUri().toString());
    }
  }

  private Process start(String how, Path cameras, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
                "-cp",
                System.getProperty("java.class.path"),
                Hearthwatch.class.getName(),
                "publish",
                how,
                cameras.toString(),
                "--state",
                temporary.toRealPath().resolve("state").toString(),
                "--settle",
                "200ms",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--topic",
                TOPIC));
    command.addAll(List.of(more));
    killed = false;
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("output.txt").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(temporary.resolve("output.txt"), StandardCharsets.UTF_8);
  }

  /** Records in the topic; 0 where it does not exist yet. */
  private long size() throws Exception {
    assertThat(killed || process.isAlive()).as(output()).isTrue();
    if (!kafka.admin().listTopics().names().get().contains(TOPIC)) {
      return 0;
    }
    Map<TopicPartition, OffsetSpec> query =
        IntStream.range(0, PARTITIONS)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(TOPIC, p), p -> OffsetSpec.latest()));
    return kafka.admin().listOffsets(query).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private List<String> published() {
    return kafka.consumeAll(TOPIC).stream()
        .map(
            record -> {
              Matcher uri = URI.matcher(new String(record.value(), StandardCharsets.UTF_8));
              assertThat(uri.find()).isTrue();
              return uri.group(1);
            })
        .toList();
  }
}
