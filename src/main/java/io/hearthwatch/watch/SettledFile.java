package io.hearthwatch.watch;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A complete picture or video.
 *
 * @param cameraId matches {@code [A-Za-z0-9_-]{1,64}}
 * @param path absolute, without symbolic links
 * @param uri the path's URI, as frame references carry it
 * @param kind {@link FileKind#PICTURE} or {@link FileKind#VIDEO}
 * @param capturedAt when it was taken; without a time in its name, when it was last written; whole
 *     microseconds
 * @param timeInName whether its name told the time: a video's is its beginning then, otherwise its
 *     end
 * @param look its size and time when it was found settled
 */
public record SettledFile(
    String cameraId,
    Path path,
    String uri,
    FileKind kind,
    Instant capturedAt,
    boolean timeInName,
    Look look) {}
