package io.hearthwatch.admit;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the clocks of the cameras that were heard of late are behind the wall clock. One thread
 * notes, any may ask. Bounded: a camera that is not heard for an hour is forgotten, so that one
 * that was taken down does not alarm for ever, and of more than {@value #MOST} the further ones are
 * not taken in.
 */
final class CameraLag {
  private static final int MOST = 10_000;
  private static final long HEARD_MILLIS = 3_600_000;

  private final Map<String, Heard> cameras = new ConcurrentHashMap<>();

  private record Heard(long clockMicros, long atMillis) {}

  /**
   * An admitted frame moved a camera's clock.
   *
   * @param nowMillis wall clock
   */
  void note(String cameraId, long clockMicros, long nowMillis) {
    if (cameras.size() < MOST || cameras.containsKey(cameraId)) {
      cameras.put(cameraId, new Heard(clockMicros, nowMillis));
    }
  }

  /** Wall clock less camera clock, of the camera furthest behind; 0 when none was heard. */
  long mostMillis(long nowMillis) {
    forgetBefore(nowMillis - HEARD_MILLIS);
    return cameras.values().stream()
        .mapToLong(heard -> nowMillis - Math.floorDiv(heard.clockMicros(), 1000L))
        .max()
        .orElse(0);
  }

  /** How many cameras were heard within the last hour. */
  int cameras(long nowMillis) {
    forgetBefore(nowMillis - HEARD_MILLIS);
    return cameras.size();
  }

  private void forgetBefore(long millis) {
    Iterator<Heard> heard = cameras.values().iterator();
    while (heard.hasNext()) {
      if (heard.next().atMillis() < millis) {
        heard.remove();
      }
    }
  }
}
