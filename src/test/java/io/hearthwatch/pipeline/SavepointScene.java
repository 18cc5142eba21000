package io.hearthwatch.pipeline;

import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.Orientation;
import io.hearthwatch.image.PictureFormat;
import io.hearthwatch.image.PictureHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The input of which the committed savepoints hold the first part. It may never change, as the
 * savepoints name its offsets, its pictures and what was found in them. So its records, pictures
 * and detections are spelled out here and share nothing with the simulation or the demo model,
 * which change, and whose floating-point results depend on the processor.
 *
 * <ul>
 *   <li>{@code front}: a frame every three seconds; some swapped, some twice, some so late that
 *       their window is revised, some too late;
 *   <li>{@code porch}: every third picture is missing or none;
 *   <li>{@code cellar}: falls silent before the savepoint;
 *   <li>{@code nobody}: no references.
 * </ul>
 */
final class SavepointScene {
  static final String TOPIC = "savepoint-frames";
  static final int PARTITIONS = 3;

  /** Where its pictures are; the references name it. */
  static final Path ROOT = Path.of("/tmp/hearthwatch-savepoint");

  private static final Instant START = Instant.parse("2026-01-10T12:00:00Z");
  private static final int TICKS = 240;
  private static final int TICK_SECONDS = 3;

  /** The savepoint is made when what is sent before this tick, and no more, has been published. */
  static final int SAVEPOINT_TICK = 150;

  private static final int PICTURES = 20;
  private static final int STUCK_TICK = 130;
  private static final int STUCK_PICTURE = PICTURES;

  /** When that frame of {@code front} was captured of which the analysis gets stuck. */
  static final Instant STUCK_AT = START.plusSeconds(TICK_SECONDS * STUCK_TICK);

  private static final int NO_PICTURE = PICTURES + 1;
  private static final int MISSING_PICTURE = PICTURES + 2;

  private final List<Sent> sent = new ArrayList<>();

  private record Sent(int tick, int partition, String key, String value) {}

  private SavepointScene() {
    for (int tick = 0; tick < TICKS; tick++) {
      front(tick);
      if (tick % 3 == 0) {
        int third = tick / 9 % 2 == 0 ? NO_PICTURE : MISSING_PICTURE;
        frame(tick, 2, "porch", tick, tick % 9 == 6 ? third : tick % PICTURES);
      }
      if (tick < 60) {
        frame(2 * tick, 1, "cellar", tick, tick % PICTURES);
      }
      if (tick % 50 == 25) {
        sent.add(new Sent(tick, 1, "nobody", "not json"));
      }
    }
    sent.sort(Comparator.comparingInt(Sent::tick));
  }

  private void front(int tick) {
    int delay = 0;
    if (tick % 60 == 5) {
      delay = 100;
    } else if (tick % 40 == 33) {
      delay = 40;
    } else if (tick % 10 == 4) {
      delay = 2;
    }
    int picture = tick == STUCK_TICK ? STUCK_PICTURE : tick % PICTURES;
    frame(tick + delay, 0, "front", tick, picture);
    if (tick % 30 == 20) {
      frame(tick + 15, 0, "front", tick, picture);
    }
  }

  private void frame(int sentAt, int partition, String camera, int capturedAt, int picture) {
    String value =
        """
        {"camera_id": "%s", "uri": "%s", "captured_at": "%s"}"""
            .formatted(
                camera, picture(picture).toUri(), START.plusSeconds(TICK_SECONDS * capturedAt));
    sent.add(new Sent(sentAt, partition, camera, value));
  }

  private static Path picture(int number) {
    return ROOT.resolve(number + ".jpg");
  }

  /** What is sent from one tick on until before another, in order. */
  static List<ProducerRecord<String, byte[]>> records(int fromTick, int toTick) {
    return new SavepointScene()
        .sent.stream()
            .filter(record -> record.tick >= fromTick && record.tick < toTick)
            .map(
                record ->
                    new ProducerRecord<>(
                        TOPIC,
                        record.partition,
                        START.plusSeconds(TICK_SECONDS * record.tick).toEpochMilli(),
                        record.key,
                        record.value.getBytes(StandardCharsets.UTF_8)))
            .toList();
  }

  /** Writes the pictures, such as they are: each says its number. */
  static void writePictures() throws IOException {
    for (int number = 0; number <= STUCK_PICTURE; number++) {
      Files.writeString(picture(number), "picture " + number);
    }
    Files.writeString(picture(NO_PICTURE), "nothing");
  }

  /** Finds in each picture what its number says. */
  static FrameAnalyzerFactory analyzers() {
    return () -> (Searching) SavepointScene::search;
  }

  /** The same, but never done with one picture: frames behind it stay in hand, or wait for it. */
  static FrameAnalyzerFactory analyzersThatGetStuck() {
    return () -> (Searching) SavepointScene::searchOrGetStuck;
  }

  private interface Searching extends FrameAnalyzer {
    @Override
    default void close() {}
  }

  private static Analysis search(byte[] picture, SizeCheck size) throws FrameRejectedException {
    int number = number(picture);
    List<Detection> detections = new ArrayList<>();
    if (number % 4 != 0) {
      detections.add(new Detection(0, "person", 5_000 + 230 * number, 10, 20, 110 + number, 220));
    }
    if (number % 3 == 0) {
      detections.add(new Detection(16, "dog", 4_990 + number, 200, 150, 260, 190));
    }
    size.check(new PictureHeader(PictureFormat.JPEG, 640, 360, Orientation.UPRIGHT));
    return new Analysis(640, 360, detections, 0);
  }

  private static Analysis searchOrGetStuck(byte[] picture, SizeCheck size)
      throws FrameRejectedException {
    if (number(picture) == STUCK_PICTURE) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the job is closing", e);
      }
    }
    return search(picture, size);
  }

  private static int number(byte[] picture) throws FrameRejectedException {
    String text = new String(picture, StandardCharsets.UTF_8);
    if (!text.startsWith("picture ")) {
      throw new FrameRejectedException(Reason.UNDECODABLE, "this is no picture");
    }
    return Integer.parseInt(text.substring("picture ".length()));
  }
}
