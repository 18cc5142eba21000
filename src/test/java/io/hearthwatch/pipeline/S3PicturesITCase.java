package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.fetch.StoredPictures;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.S3Server;
import io.hearthwatch.testing.SimulatedPictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job over a real S3 server, by Flink's own plugin in its own class loader. */
class S3PicturesITCase {
  private static final Path PLUGINS = Path.of("target", "s3", "plugins");
  private static final int MAX_BYTES = 1_000_000;

  private static final S3Server.Account CAMERAS =
      new S3Server.Account("cameras", "secret-of-cameras", List.of("frames", "locked"));
  private static final S3Server.Account OTHERS =
      new S3Server.Account("others", "secret-of-others", List.of("private"));

  @TempDir private static Path dir;
  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(dir, List.of(CAMERAS, OTHERS));
    Configuration flink = new Configuration();
    flink.setString("s3.endpoint", server.endpoint().toString());
    flink.setString("s3.endpoint.region", "us-east-1");
    flink.setString("s3.path-style-access", "true");
    flink.setString("s3.access-key", CAMERAS.accessKey());
    flink.setString("s3.secret-key", CAMERAS.secretKey());
    // A refusal is no reason to ask again, and the test's server is never busy.
    flink.setString("s3.attempts.maximum", "2");
    flink.setString("s3.retry.limit", "1");
    flink.setString("s3.bucket.locked.secret.key", "a-wrong-secret");
    FileSystem.initialize(
        flink,
        new DefaultPluginManager(
            new DirectoryBasedPluginFinder(PLUGINS).findPlugins(),
            CoreOptions.getPluginParentFirstLoaderPatterns(flink)));
  }

  @AfterAll
  static void stop() throws Exception {
    FileSystem.initialize(new Configuration(), null);
    server.close();
  }

  @Test
  void everyFrameHasTheOutcomeThatItsObjectDeserves() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    byte[] picture = {};
    for (Path file : SimulatedPictures.writeTo(dir.resolve("cam"), Duration.ofSeconds(60))) {
      picture = Files.readAllBytes(file);
      expected.put(stored(CAMERAS, "frames", "cam/" + file.getFileName(), picture), "analysed");
    }
    String odd = "cam/a%20b%2Bt%C3%BCr%20%F0%9F%93%B7.jpg";
    expected.put(stored(CAMERAS, "frames", odd, picture), "analysed");
    expected.put(
        stored(CAMERAS, "frames", "cam/large.jpg", new byte[MAX_BYTES + 1]),
        "rejected file_too_large");
    expected.put(stored(CAMERAS, "frames", "cam/empty.jpg", new byte[0]), "rejected undecodable");
    expected.put("s3://frames/cam/no.jpg", "rejected missing_file");
    expected.put("s3://frames/cam", "rejected unreadable_file");
    expected.put("s3://nowhere/1.jpg", "rejected missing_file");
    expected.put(stored(OTHERS, "private", "1.jpg", picture), "rejected unreadable_file");
    expected.put(stored(CAMERAS, "locked", "1.jpg", picture), "rejected unreadable_file");
    expected.put("s3://frames/cam/../secret.jpg", "rejected forbidden_uri");
    expected.put("s3://other/1.jpg", "rejected forbidden_uri");

    RiskRun run = publishAndRun(new ArrayList<>(expected.keySet()));
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, expected.size());
      assertThat(job.restarts()).isZero();
    }

    try (Connection connection = run.database.connect()) {
      List<String> outcomes =
          Rows.query(
              connection,
              "SELECT concat_ws(' ', outcome, reason) FROM hearthwatch.frame ORDER BY kafka_offset");
      List<String> uris = new ArrayList<>(expected.keySet());
      Map<String, String> actual = new LinkedHashMap<>();
      for (int i = 0; i < uris.size(); i++) {
        actual.put(uris.get(i), outcomes.get(i));
      }
      assertThat(actual).isEqualTo(expected);
      assertThat(Audit.run(connection).clean()).isTrue();
    }
  }

  private static String stored(S3Server.Account account, String bucket, String key, byte[] bytes)
      throws IOException {
    server.store(account, bucket, key, bytes);
    return "s3://" + bucket + "/" + key;
  }

  private static RiskRun publishAndRun(List<String> uris) throws Exception {
    String topic = "s3-frames";
    KafkaServer.shared().createFramesTopic(topic, 1);
    Instant captured = Instant.now().minusSeconds(60);
    for (String uri : uris) {
      captured = captured.plusMillis(100);
      KafkaServer.shared()
          .produce(
              topic,
              "front",
              """
              {"camera_id": "front", "uri": "%s", "captured_at": "%s"}"""
                  .formatted(uri, captured)
                  .getBytes(StandardCharsets.UTF_8));
    }
    Path model = DemoDetector.copyTo(dir.resolve("model.onnx"));
    return RiskRun.over(topic, dir, model, new Parallelism(1, 1, 2, 1, 1, 1))
        .under("s3://frames", "s3://private", "s3://locked", "s3://nowhere");
  }

  @Test
  void aStoreThatFlinkDoesNotKnowIsNamedWithTheRemedy() {
    FetchSettings settings =
        new FetchSettings(1, 1, 1, 1, 1, Duration.ofMillis(1), Duration.ofSeconds(1), List.of());
    assertThatThrownBy(() -> StoredPictures.of(List.of("oss://bucket/frames"), settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no file system for the allowed root oss://bucket/frames")
        .hasMessageContaining("plugins directory");
  }
}
