package io.hearthwatch.torture.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What one camera does: collects its acts, with the means to do each thing. Event time runs from
 * the camera's own beginning; the history's time from the history's.
 */
final class CameraStory {
  private final String camera;
  private final byte[] key;
  private final HistorySettings settings;
  private final long beginMicros;
  private final List<Act> acts = new ArrayList<>();
  private int files;

  final Random random;

  /**
   * A frame that was published.
   *
   * @param capturedMicros capture time
   * @param path of its picture
   */
  record Frame(long capturedMicros, String path) {}

  CameraStory(String camera, long beginMicros, Random random, HistorySettings settings) {
    this.camera = camera;
    this.key = camera.getBytes(StandardCharsets.UTF_8);
    this.beginMicros = beginMicros;
    this.random = random;
    this.settings = settings;
  }

  /** Its acts; those of one moment in the order in which they must happen. */
  List<Act> acts() {
    return Collections.unmodifiableList(acts);
  }

  String camera() {
    return camera;
  }

  byte[] key() {
    return key;
  }

  /** Event time so many milliseconds after the camera's beginning, with a bit that differs. */
  long captured(long millis) {
    return beginMicros + millis * 1000 + random.nextInt(1000);
  }

  /** A name for a new picture. */
  String newPath() {
    return "%s/%05d.png".formatted(camera, ++files);
  }

  /** A picture of these boxes that nobody else has. */
  FileContent picture(List<CodedBox> boxes) {
    return FileContent.of(
        new CodedScene(boxes, random.nextInt(8) == 0 ? 2 : 1, random.nextInt(256)));
  }

  void put(long at, String path, FileContent content) {
    put(at, path, content, Duration.ZERO);
  }

  void put(long at, String path, FileContent content, Duration delay) {
    acts.add(new Act.PutFile(at, path, content, delay));
  }

  /** An honest frame: its picture, then its reference. */
  Frame frame(long at, long captured, FileContent content, String kind) {
    Frame frame = new Frame(captured, newPath());
    put(at, frame.path(), content);
    publish(at, reference(frame), kind);
    return frame;
  }

  Reference reference(Frame frame) {
    return Reference.of(camera, uri(frame.path()), frame.capturedMicros());
  }

  String uri(String path) {
    return "file://" + settings.framesRoot() + "/" + path;
  }

  void publish(long at, Reference reference, String kind) {
    publish(at, key, reference.bytes(), kind);
  }

  /** A record under any key, in the partition that Kafka would choose for it. */
  void publish(long at, byte[] recordKey, byte[] value, String kind) {
    publish(at, recordKey, value, Map.of(), kind);
  }

  /** The same with headers. */
  void publish(long at, byte[] recordKey, byte[] value, Map<String, String> headers, String kind) {
    int partition =
        recordKey == null
            ? random.nextInt(settings.partitions())
            : DefaultPartition.of(recordKey, settings.partitions());
    acts.add(new Act.Publish(at, partition, recordKey, value, headers, camera, kind));
  }
}
