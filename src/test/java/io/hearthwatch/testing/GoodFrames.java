package io.hearthwatch.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What healthy cameras send: in order, in time, each frame a picture that is there. */
public final class GoodFrames {
  /** The cameras' ids. */
  public static final List<String> CAMERAS = List.of("front", "garden", "drive", "street", "gate");

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /**
   * One record.
   *
   * @param camera the camera, which is the record key
   * @param value record value
   */
  public record Entry(String camera, byte[] value) {}

  private GoodFrames() {}

  /**
   * The cameras in turn, the last frame of each just before {@code now}.
   *
   * @param pictures used round and round
   * @param count frames in all
   */
  public static List<Entry> of(Instant now, List<Path> pictures, int count) {
    List<Entry> frames = new ArrayList<>();
    int rounds = (count + CAMERAS.size() - 1) / CAMERAS.size();
    for (int i = 0; i < count; i++) {
      String camera = CAMERAS.get(i % CAMERAS.size());
      Instant captured = now.minus(INTERVAL.multipliedBy(rounds - i / CAMERAS.size()));
      String value =
          """
          {"camera_id": "%s", "uri": "file://%s", "captured_at": "%s"}"""
              .formatted(camera, pictures.get(i % pictures.size()), captured);
      frames.add(new Entry(camera, value.getBytes(StandardCharsets.UTF_8)));
    }
    return frames;
  }
}
