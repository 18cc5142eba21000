package io.hearthwatch.testing;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskFactor;
import io.hearthwatch.domain.RiskLevel;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.identity.RowIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Results as the job makes them, consistent with each other: camera {@code porch}, one window. */
public final class Results {
  public static final Lineage LINEAGE =
      new Lineage("v1", "a".repeat(64), "b".repeat(64), "cpu", "0.1.0");
  public static final String TOPIC = "frames";
  public static final String CAMERA = "porch";

  /** 2026-11-20T08:00:00Z, the start of a 90 s window. */
  public static final long WINDOW_START = 1_795_161_600_000L;

  public static final long WINDOW_LENGTH = 90_000;
  public static final RowId BATCH_ID =
      new RowIds(LINEAGE.resultVersion()).batch(CAMERA, WINDOW_START, WINDOW_LENGTH);
  public static final RowId EVENT_ID =
      new RowIds(LINEAGE.resultVersion()).event(CAMERA, WINDOW_START, WINDOW_LENGTH);

  private Results() {}

  /** A person box. */
  public static Detection person(int confidenceE4) {
    return new Detection(0, "person", confidenceE4, 10.5f, 20.25f, 110.125f, 220f);
  }

  /** A car box. */
  public static Detection car(int confidenceE4) {
    return new Detection(2, "car", confidenceE4, 300f, 200f, 500f, 300f);
  }

  /** The frame at an offset is taken that many seconds into the window. */
  public static long capturedMicros(long offset) {
    return (WINDOW_START + offset * 1000) * 1000 + 125;
  }

  public static String uri(long offset) {
    return "file:///frames/porch/%06d.jpg".formatted(offset);
  }

  public static RowId frameId(long offset) {
    return RowIds.frame(CAMERA, capturedMicros(offset), uri(offset));
  }

  /** An analysed frame: its sequence number is its offset. */
  public static FrameOutcome analysed(long offset, Detection... detections) {
    return frame(offset, Verdict.ANALYSED, true, List.of(detections));
  }

  /** A frame that was admitted, but could not be analysed. */
  public static FrameOutcome failed(long offset) {
    return frame(
        offset,
        Verdict.rejected(Reason.MISSING_FILE, "nothing at " + uri(offset)),
        true,
        List.of());
  }

  /** A frame that was admitted, and was not to be searched. */
  public static FrameOutcome shed(long offset) {
    return frame(offset, Verdict.shed("it would have waited 70 s"), true, List.of());
  }

  /** Another record, at {@code offset}, of the frame at {@code original}. */
  public static FrameOutcome duplicate(long offset, long original) {
    FrameOutcome first = frame(original, Verdict.DUPLICATE, false, List.of());
    return new FrameOutcome(
        new RecordCoordinates(TOPIC, 0, offset),
        1,
        first.verdict(),
        first.cameraId(),
        first.frameId(),
        first.capturedAtMicros(),
        first.appendedAtMillis(),
        first.uri(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        first.key(),
        first.value(),
        first.ingestedAtMillis(),
        0);
  }

  /** The row of another attempt at a frame, at another offset; counts if it is analysed. */
  public static FrameOutcome requeued(long offset, Requeue requeue, FrameOutcome of) {
    boolean counts = of.verdict().analysed();
    return new FrameOutcome(
        new RecordCoordinates(TOPIC, 0, offset),
        1,
        of.verdict(),
        of.cameraId(),
        of.frameId(),
        of.capturedAtMicros(),
        of.appendedAtMillis() + 60_000,
        of.uri(),
        counts ? (Long) offset : null,
        counts ? of.batchId() : null,
        counts ? Boolean.TRUE : null,
        of.width(),
        of.height(),
        of.detections(),
        of.key(),
        of.value(),
        of.ingestedAtMillis() + 60_000,
        1,
        requeue);
  }

  /** A range of offsets without records. */
  public static FrameOutcome gap(long offset, long offsets) {
    return gap(0, offset, offsets, WINDOW_START);
  }

  /** The same in any partition, met at any time. */
  public static FrameOutcome gap(int partition, long offset, long offsets, long ingestedAtMillis) {
    return new FrameOutcome(
        new RecordCoordinates(TOPIC, partition, offset),
        offsets,
        Verdict.gap(Reason.OFFSETS_EXPIRED, "removed by retention"),
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        ingestedAtMillis,
        0);
  }

  private static FrameOutcome frame(
      long offset, Verdict verdict, boolean admitted, List<Detection> detections) {
    boolean raw = !verdict.analysed();
    return new FrameOutcome(
        new RecordCoordinates(TOPIC, 0, offset),
        1,
        verdict,
        CAMERA,
        frameId(offset),
        capturedMicros(offset),
        capturedMicros(offset) / 1000 + 40,
        uri(offset),
        admitted ? (Long) offset : null,
        admitted ? BATCH_ID : null,
        admitted ? Boolean.FALSE : null,
        verdict.analysed() ? (Integer) 1920 : null,
        verdict.analysed() ? (Integer) 1080 : null,
        detections,
        raw ? CAMERA.getBytes(StandardCharsets.UTF_8) : null,
        raw ? "{}".getBytes(StandardCharsets.UTF_8) : null,
        WINDOW_START + offset,
        1);
  }

  /** The window's batch with its event, as if it held only frames with the given people. */
  public static AssessedBatch assessed(Stage stage, long revision, int score) {
    return new AssessedBatch(batch(stage, revision), event(score));
  }

  /**
   * The batch of the frames at offsets 0 to {@code revision - 1}, each analysed with one person at
   * 0.9.
   */
  public static Batch batch(Stage stage, long revision) {
    int frames = (int) revision;
    return new Batch(
        BATCH_ID,
        CAMERA,
        WINDOW_START,
        WINDOW_START + WINDOW_LENGTH,
        stage,
        "clock",
        revision,
        frames,
        0,
        capturedMicros(0),
        capturedMicros(revision - 1),
        TOPIC,
        0,
        0,
        revision - 1,
        frames,
        Map.of(
            "person",
            new ClassTally(
                frames,
                frames,
                1,
                9000,
                9000L * frames,
                capturedMicros(0),
                capturedMicros(revision - 1))),
        new KeyFrame(frameId(0), uri(0), capturedMicros(0), person(9000)));
  }

  /** An event with one factor that explains the whole score. */
  public static RiskEvent event(int score) {
    return new RiskEvent(
        EVENT_ID,
        score,
        RiskLevel.ofScore(score),
        List.of(new RiskFactor("person_present", score, "A person was seen")),
        "A person at the porch.");
  }
}
