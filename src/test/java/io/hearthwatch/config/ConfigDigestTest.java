package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigDigestTest {

  @Test
  void theCanonicalTextIsThisOne() {
    Configuration values = new Configuration();
    values.set(IngestOptions.ALLOWED_ROOTS.option(), List.of("file:///b", "file:///a"));
    values.set(SiteOptions.TIME_ZONE.option(), "Europe/Berlin");

    assertThat(ConfigDigest.canonicalText(values))
        .isEqualTo(
            """
            admit.clock-tolerance=30000 ms
            admit.max-age=604800000 ms
            admit.out-of-orderness=10000 ms
            assess.night-end=06:00
            assess.night-start=22:00
            detect.confidence=5000
            detect.decode=fast
            detect.low-confidence=1000
            detect.max-pixels=50000000
            fetch.max-size=10485760 bytes
            ingest.allowed-roots=file:///a file:///b
            ingest.max-record-size=65536 bytes
            site.time-zone=Europe/Berlin
            window.allowed-lateness=120000 ms
            window.length=90000 ms
            window.urgent-confidence=9000
            """);
  }

  @Test
  void theDigestOfTheRequiredKeysStaysWhatItWas() {
    // Another value here orphans every result version: then this is a change of results.
    assertThat(Configurations.load("").configDigest())
        .isEqualTo("522d8e89d03112337cf3dbf3b02f8d8dbce347328b1c03765c8493d39c09a251");
  }

  @ParameterizedTest
  @CsvSource({
    "admit.clock-tolerance, 29 s",
    "admit.max-age, 6 d",
    "admit.out-of-orderness, 9 s",
    "assess.night-end, 06:01",
    "assess.night-start, 22:01",
    "detect.confidence, 0.5001",
    "detect.decode, exact",
    "detect.low-confidence, 0.1001",
    "detect.max-pixels, 49999999",
    "detect.labels, coco",
    "detect.classes, person",
    "detect.input-size, 640",
    "detect.resize, stretch",
    "detect.channel-order, bgr",
    "detect.normalisation, raw",
    "detect.nms-iou, 0.7",
    "detect.provider, cuda",
    "detect.provider-fallback, cpu",
    "fetch.inner-hosts, camera.local",
    "fetch.max-size, 9 mb",
    "ingest.max-record-size, 63 kb",
    "ingest.cameras, front-door",
    "window.allowed-lateness, 3 min",
    "window.length, 91 s",
    "window.urgent-confidence, off"
  })
  void changesWithWhatResultsDependOn(String key, String value) {
    assertThat(Configurations.load("", "--" + key, value).configDigest())
        .isNotEqualTo(Configurations.load("").configDigest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "detect.model: other.onnx",
        "detect.cache: /cache",
        "detect.cache-max-bytes: 1 gb",
        "detect.parallelism: 4",
        "detect.intra-op-threads: 2",
        "kafka.group-id: other",
        "kafka.properties.client.id: x",
        "kafka.properties-file: src/test/resources/kafka-client.properties",
        "postgres.user: other",
        "store.batch-size: 1",
        "fetch.attempts: 1",
        "window.interim-after: 1 s",
        "ingest.accept-gap: true",
        "detect.skip-offsets: frames-0@17",
        "detect.in-hand-directory: /in-hand",
        "result.version: other",
        "detect.nms-iou: 0.60",
        "detect.provider: cpu",
        "detect.provider-fallback: none",
        "window.length: 90000 ms",
      })
  void staysTheSameOtherwise(String line) {
    String key = line.substring(0, line.indexOf(':'));
    String file = Configurations.MINIMAL.replaceAll("(?m)^" + key + ":.*\n", "");

    assertThat(Configurations.loadAlone(file + line).configDigest())
        .isEqualTo(Configurations.load("").configDigest());
  }

  /** Who may stand at an inner address decides which frames are rejected; the order does not. */
  @Test
  void innerHostsCountAsASet() {
    String two =
        Configurations.load("", "--fetch.inner-hosts", "nas.local,camera.local").configDigest();

    assertThat(
            Configurations.load("", "--fetch.inner-hosts", "Camera.local,nas.local").configDigest())
        .isEqualTo(two);
    assertThat(Configurations.load("", "--fetch.inner-hosts", "nas.local").configDigest())
        .isNotEqualTo(two);
  }
}
