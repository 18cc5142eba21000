package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A video was written to while it was taken apart: its pictures are not those of what it is now.
 */
public final class VideoChangedException extends IOException {
  private static final long serialVersionUID = 1;

  VideoChangedException(Path video, Throwable cause) {
    super(
        "%s changed while its pictures were extracted: they are extracted anew once it stands still;"
                .formatted(video)
            + " if that happens often, take a longer --settle",
        cause);
  }
}
