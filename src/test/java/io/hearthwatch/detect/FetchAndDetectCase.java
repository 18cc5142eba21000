package io.hearthwatch.detect;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.image.Orientation;
import io.hearthwatch.image.PictureFormat;
import io.hearthwatch.image.PictureHeader;
import io.hearthwatch.inhand.InHandSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function on Flink's harness, over files of a directory of its own, and analyzers that take
 * texts for pictures.
 */
abstract class FetchAndDetectCase {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @TempDir Path root;
  Set<RecordCoordinates> skipped = Set.of();
  private long sequence;

  OneInputStreamOperatorTestHarness<AdmittedFrame, DetectedFrame> harness(
      FrameAnalyzerFactory analyzers) throws Exception {
    return harness(analyzers, new InterceptingOperatorMetricGroup());
  }

  OneInputStreamOperatorTestHarness<AdmittedFrame, DetectedFrame> harness(
      FrameAnalyzerFactory analyzers, InterceptingOperatorMetricGroup metrics) throws Exception {
    FetchAndDetectFunction function =
        new FetchAndDetectFunction(
            analyzers,
            new FetchSettings(
                50, 2, 3, 1000, 2, Duration.ofMillis(10), Duration.ofSeconds(10), List.of()),
            List.of(root.toUri().toString()),
            new InHandSettings(root.resolve("in-hand").toString(), skipped));
    var serializers = new SerializerConfigImpl();
    serializers.setGenericTypes(false);
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new AsyncWaitOperatorFactory<>(function, 0, 50, AsyncDataStream.OutputMode.UNORDERED),
            TypeInformation.of(AdmittedFrame.class).createSerializer(serializers),
            new MockEnvironmentBuilder().setMetricGroup(task(metrics)).build());
    harness.setup(TypeInformation.of(DetectedFrame.class).createSerializer(serializers));
    return harness;
  }

  private static InterceptingTaskMetricGroup task(InterceptingOperatorMetricGroup metrics) {
    return new InterceptingTaskMetricGroup() {
      @Override
      public InternalOperatorMetricGroup getOrAddOperator(
          OperatorID id, String name, Map<String, String> variables) {
        return metrics;
      }
    };
  }

  static void process(
      OneInputStreamOperatorTestHarness<AdmittedFrame, DetectedFrame> harness, AdmittedFrame frame)
      throws Exception {
    harness.processElement(frame, 0);
  }

  Path picture(String name, String content) throws IOException {
    return Files.writeString(root.resolve(name), content);
  }

  AdmittedFrame frame(Path file, String sha256, Integer width) {
    return frameAt(sequence, file, sha256, width);
  }

  AdmittedFrame frameAt(long offset, Path file) {
    return frameAt(offset, file, null, null);
  }

  AdmittedFrame frameAt(long offset, Path file, String sha256, Integer width) {
    FrameReference reference =
        new FrameReference("camera", file.toUri().toString(), sequence, sha256, width, null);
    Envelope envelope =
        new Envelope(
            new RecordCoordinates("frames", 0, offset),
            1,
            0,
            true,
            0,
            null,
            new byte[] {1},
            reference,
            null);
    return new AdmittedFrame(
        envelope, new RowId(0, sequence), new RowId(1, 0), 0, sequence++, 0, false);
  }

  /** Takes texts for pictures: seven pixels wide unless they are broken. */
  static class TextAnalyzer implements FrameAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      size.check(new PictureHeader(PictureFormat.JPEG, 7, 5, Orientation.UPRIGHT));
      if (new String(picture, StandardCharsets.UTF_8).startsWith("broken")) {
        throw new FrameRejectedException(Reason.UNDECODABLE, "it is broken");
      }
      return new Analysis(
          7, 5, new ArrayList<>(List.of(new Detection(0, "person", 9000, 0, 0, 1, 1))), 0);
    }

    @Override
    public void close() {}
  }

  static final class HangingAnalyzer extends TextAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.analyse(picture, size);
    }
  }
}
