package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Pictures;
import io.hearthwatch.image.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.junit.jupiter.api.Test;

/** What the frame cache does shows in the operator's metrics. */
class FrameCacheMetricsTest extends FetchAndDetectCase {
  @Test
  void whatTheFrameCacheDoesCanBeWatched() throws Exception {
    String cache = root.resolve("cache").toString();
    Path picture =
        Files.write(root.resolve("picture.jpg"), Pictures.jpeg(Pictures.scene(16, 16, 1)));
    InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    try (var harness = harness(() -> new CachingAnalyzer(cache), metrics)) {
      harness.open();
      for (int i = 0; i < 5; i++) {
        process(harness, frame(picture, null, null));
      }
      harness.endInput();
    }
    assertThat(gauge(metrics, "frameCacheMisses")).isEqualTo(1);
    assertThat(gauge(metrics, "frameCacheHits")).isEqualTo(4);
    assertThat(gauge(metrics, "frameCacheBytesWritten")).isPositive();
    assertThat(gauge(metrics, "frameCacheEvictions")).isZero();
    assertThat(gauge(metrics, "frameCacheBrokenEntries")).isZero();
    assertThat(gauge(metrics, "frameCacheFailures")).isZero();
  }

  private static long gauge(InterceptingOperatorMetricGroup metrics, String name) {
    return (Long) ((Gauge<?>) metrics.get(name)).getValue();
  }

  private static final class CachingAnalyzer extends TextAnalyzer {
    private final FramePreparer preparer;

    CachingAnalyzer(String cache) throws IOException {
      preparer =
          new FramePreparer(
              new InputFormat(64, 64, Placement.CENTRED, ChannelOrder.RGB, Normalisation.RAW),
              new DetectSettings(
                  "unused",
                  5000,
                  1000,
                  1,
                  10_000_000,
                  ModelOptions.NONE,
                  DecodeMode.FAST,
                  new CacheSettings(cache, 1L << 30)));
    }

    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      preparer.prepare(picture, size);
      return new Analysis(16, 16, List.of(), 0);
    }

    @Override
    public Optional<CacheCounters> cacheCounters() {
      return preparer.cacheCounters();
    }

    @Override
    public void close() {
      preparer.close();
    }
  }
}
