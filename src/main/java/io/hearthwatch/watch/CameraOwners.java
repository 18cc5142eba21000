package io.hearthwatch.watch;

import java.util.Optional;

/** Remembers which folder each camera id belongs to, for longer than the folders are there. */
public interface CameraOwners {

  /** The name of the folder that an id belongs to; empty if it never belonged to one. */
  Optional<String> folderOf(String cameraId);

  /** Notes that an id belongs to a folder from now on. */
  void belongs(String cameraId, String folder);
}
