package io.hearthwatch.assess;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Stage;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Builds batches of one camera: a frame a second from the start on. */
final class TestBatch {
  private final long startMillis;
  private int framesAnalysed = 90;
  private int framesShed;
  private final Map<String, ClassTally> classes = new TreeMap<>();

  private TestBatch(long startMillis) {
    this.startMillis = startMillis;
  }

  /** A window of 90 s from here. */
  static TestBatch at(String instant) {
    return new TestBatch(Instant.parse(instant).toEpochMilli());
  }

  /** How many frames were searched. */
  TestBatch frames(int analysed) {
    framesAnalysed = analysed;
    return this;
  }

  /** How many more were shed. */
  TestBatch shed(int frames) {
    framesShed = frames;
    return this;
  }

  /** A class in all frames of seconds {@code from} to {@code to}, both inclusive. */
  TestBatch saw(int count, String label, int from, int to, int confidenceE4) {
    int frames = to - from + 1;
    return tally(
        label,
        new ClassTally(
            count * frames,
            frames,
            count,
            confidenceE4,
            (long) confidenceE4 * count * frames,
            (startMillis + from * 1000L) * 1000,
            (startMillis + to * 1000L) * 1000));
  }

  /** A class with exactly this tally. */
  TestBatch tally(String label, ClassTally tally) {
    classes.put(label, tally);
    return this;
  }

  /** The closed batch. */
  Batch build() {
    return new Batch(
        new RowId(1, 2),
        "yard",
        startMillis,
        startMillis + 90_000,
        Stage.CLOSED,
        "clock",
        framesAnalysed + framesShed,
        framesAnalysed,
        0,
        startMillis * 1000,
        (startMillis + (framesAnalysed - 1) * 1000L) * 1000,
        "frames",
        0,
        0,
        framesAnalysed + framesShed - 1,
        classes.values().stream().mapToInt(ClassTally::detections).sum(),
        classes,
        null,
        0,
        0,
        framesShed);
  }
}
