package io.hearthwatch.overload;

import io.hearthwatch.ingest.KnownCameras;
import java.util.Collection;

/**
 * Priorities by camera id. A camera that is named both as high and as low is high: what is named in
 * order not to be lost is not lost. Cameras that are not named are normal.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class CameraPriorities {
  private final KnownCameras low;
  private final KnownCameras high;

  /**
   * @param low ids and patterns of ids, as {@link KnownCameras} reads them; may be empty
   * @param high as {@code low}
   */
  public CameraPriorities(Collection<String> low, Collection<String> high) {
    this.low = namedBy(low);
    this.high = namedBy(high);
  }

  /** The priority of a camera. */
  public Priority of(String cameraId) {
    if (high != null && high.contains(cameraId)) {
      return Priority.HIGH;
    }
    return low != null && low.contains(cameraId) ? Priority.LOW : Priority.NORMAL;
  }

  /** No names are no camera here, where {@link KnownCameras} takes them for every one. */
  private static KnownCameras namedBy(Collection<String> names) {
    return names.isEmpty() ? null : new KnownCameras(names);
  }
}
