package io.hearthwatch.overload;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.RecordCoordinates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records as the broker appended them, and the settings that the tests judge them by. */
final class Arrivals {
  /** 10 frames/s for each of the two partitions, and a wait of 2 s: bursts of some 20 frames. */
  static final OverloadSettings SETTINGS =
      new OverloadSettings(20, 2, Duration.ofSeconds(2), List.of("garden-*"), List.of("door"));

  static final long INTERVAL_MILLIS = 100;
  static final long START = 1_790_000_000_000L;

  private static final String[] CAMERAS = {"garden-1", "garden-2", "yard", "door"};

  private Arrivals() {}

  static Envelope frame(int partition, long offset, long appendedMillis, String camera) {
    FrameReference reference =
        new FrameReference(
            camera, "file:///frames/" + offset, appendedMillis * 1000, null, null, null);
    return new Envelope(
        new RecordCoordinates("frames", partition, offset),
        1,
        appendedMillis,
        true,
        0,
        null,
        null,
        reference,
        null);
  }

  /** Several partitions, at times below capacity and at times several times above it. */
  static List<Envelope> random(long seed, int partitions, int records) {
    Random random = new Random(seed);
    List<Envelope> arrivals = new ArrayList<>();
    long now = START;
    int gap = 40;
    for (int i = 0; i < records; i++) {
      if (random.nextInt(60) == 0) {
        gap = new int[] {4, 20, 40, 400}[random.nextInt(4)];
      }
      now += random.nextInt(gap);
      // Now and then a leader whose clock is behind.
      long stamp = random.nextInt(50) == 0 ? now - 300 : now;
      String camera = CAMERAS[random.nextInt(CAMERAS.length)];
      arrivals.add(frame(random.nextInt(partitions), i, stamp, camera));
    }
    return arrivals;
  }
}
