package io.hearthwatch.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * What the ingest stage accepts.
 *
 * @param allowedRoots URIs ({@code file:///frames}) under which every frame must lie
 * @param acceptGap whether offsets that the broker no longer has are accepted and accounted for;
 *     otherwise they stop the job
 * @param maxRecordBytes largest record value, 1 to 65 536 bytes
 * @param cameras ids of the cameras that are heard, as {@link KnownCameras} reads them; empty where
 *     every camera is
 */
public record IngestSettings(
    List<String> allowedRoots, boolean acceptGap, int maxRecordBytes, List<String> cameras)
    implements Serializable {

  /** With every camera heard. */
  public IngestSettings(List<String> allowedRoots, boolean acceptGap, int maxRecordBytes) {
    this(allowedRoots, acceptGap, maxRecordBytes, List.of());
  }
}
