package io.hearthwatch.torture;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.pipeline.PipelineParts;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** The parts of a job with bugs in them: each damages what one camera says, in a way of its own. */
final class LyingParts {
  /** Far behind every real offset. */
  static final long INVENTED_OFFSET = 1_000_000;

  private static final long VICTIM = 30;

  private LyingParts() {}

  static PipelineParts of(PipelineParts parts) {
    return new PipelineParts(
        parts.source(),
        parts.admission(),
        parts.analyzers(),
        new LyingSink<>(parts.ledger(), LyingParts::ledger),
        new LyingSink<>(parts.results(), LyingParts::results),
        new LyingSink<>(parts.events(), LyingParts::events),
        parts.deadLetters());
  }

  private static List<FrameOutcome> ledger(FrameOutcome outcome) {
    if (outcome.requeue() != null && outcome.verdict().analysed()) {
      return List.of(withoutProvenance(outcome));
    }
    if (outcome.sequence() == null || outcome.sequence() != VICTIM) {
      return List.of(outcome);
    }
    return switch (outcome.cameraId()) {
      case "front-door" -> List.of();
      case "driveway" -> List.of(outcome, elsewhere(outcome));
      case "garden" -> List.of(withOneBoxMore(outcome));
      default -> List.of(outcome);
    };
  }

  private static FrameOutcome elsewhere(FrameOutcome o) {
    RecordCoordinates at = o.coordinates();
    return copy(
        o, new RecordCoordinates(at.topic(), at.partition(), INVENTED_OFFSET), o.detections());
  }

  private static FrameOutcome withOneBoxMore(FrameOutcome o) {
    List<Detection> boxes = new ArrayList<>(o.detections());
    boxes.add(new Detection(12, "chair", 5000, 0, 0, 1, 1));
    return copy(o, o.coordinates(), boxes);
  }

  /** As every copy here is. */
  private static FrameOutcome withoutProvenance(FrameOutcome o) {
    return copy(o, o.coordinates(), o.detections());
  }

  private static FrameOutcome copy(FrameOutcome o, RecordCoordinates at, List<Detection> boxes) {
    return new FrameOutcome(
        at,
        o.offsetCount(),
        o.verdict(),
        o.cameraId(),
        o.frameId(),
        o.capturedAtMicros(),
        o.appendedAtMillis(),
        o.uri(),
        o.sequence(),
        o.batchId(),
        o.outOfOrder(),
        o.width(),
        o.height(),
        boxes,
        o.key(),
        o.value(),
        o.ingestedAtMillis(),
        o.attempts());
  }

  /** Counts too high, and a window that is never closed. */
  private static List<AssessedBatch> results(AssessedBatch result) {
    Batch batch = result.batch();
    if (batch.framesRecovered() > 0) {
      return List.of(new AssessedBatch(countingTwice(batch), result.event()));
    }
    if (batch.stage() != Stage.CLOSED) {
      return List.of(result);
    }
    return switch (batch.cameraId()) {
      case "street" -> List.of(new AssessedBatch(counting(batch, 1), result.event()));
      case "shed" -> List.of();
      default -> List.of(result);
    };
  }

  private static Batch counting(Batch b, int more) {
    return new Batch(
        b.batchId(),
        b.cameraId(),
        b.windowStartMillis(),
        b.windowEndMillis(),
        b.stage(),
        b.closedBy(),
        b.revision(),
        b.framesAnalysed() + more,
        b.framesFailed(),
        b.firstCapturedMicros(),
        b.lastCapturedMicros(),
        b.topic(),
        b.partition(),
        b.firstOffset(),
        b.lastOffset(),
        b.detections(),
        b.classes(),
        b.keyFrame());
  }

  /** What failed and was recovered counts as both. */
  private static Batch countingTwice(Batch b) {
    return new Batch(
        b.batchId(),
        b.cameraId(),
        b.windowStartMillis(),
        b.windowEndMillis(),
        b.stage(),
        b.closedBy(),
        b.revision(),
        b.framesAnalysed(),
        b.framesFailed() + b.framesRecovered(),
        b.firstCapturedMicros(),
        b.lastCapturedMicros(),
        b.topic(),
        b.partition(),
        b.firstOffset(),
        b.lastOffset(),
        b.detections(),
        b.classes(),
        b.keyFrame(),
        b.framesRecovered(),
        b.afterGap(),
        b.framesShed());
  }

  private static List<AssessedBatch> events(AssessedBatch result) {
    return result.batch().cameraId().equals("garage") && result.batch().stage() == Stage.CLOSED
        ? List.of()
        : List.of(result);
  }

  /** Makes of each record what is really written. */
  private interface Lie<T> extends Function<T, List<T>>, Serializable {}

  private record LyingSink<T>(Sink<T> sink, Lie<T> lie) implements Sink<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
      SinkWriter<T> writer = sink.createWriter(context);
      return new SinkWriter<>() {
        @Override
        public void write(T element, Context about) throws IOException, InterruptedException {
          for (T written : lie.apply(element)) {
            writer.write(written, about);
          }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
          writer.flush(endOfInput);
        }

        @Override
        public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
          writer.writeWatermark(watermark);
        }

        @Override
        public void close() throws Exception {
          writer.close();
        }
      };
    }
  }
}
