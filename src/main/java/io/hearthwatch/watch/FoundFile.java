package io.hearthwatch.watch;

import java.nio.file.Path;

/**
 * A new, complete file whose capture time is not told yet.
 *
 * @param path absolute, without symbolic links
 * @param uri the path's URI
 * @param kind {@link FileKind#PICTURE} or {@link FileKind#VIDEO}
 * @param look how it stood still
 */
record FoundFile(Path path, String uri, FileKind kind, Look look) {}
