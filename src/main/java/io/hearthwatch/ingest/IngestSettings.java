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
 */
public record IngestSettings(List<String> allowedRoots, boolean acceptGap, int maxRecordBytes)
    implements Serializable {}
