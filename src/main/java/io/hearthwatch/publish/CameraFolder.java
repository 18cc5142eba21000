package io.hearthwatch.publish;

import io.hearthwatch.watch.CameraId;
import java.nio.file.Path;
import java.util.Optional;

/** Tells from a published picture which folder its camera is. */
public final class CameraFolder {
  private CameraFolder() {}

  /**
   * The folder, directly in the watched directory, that a camera's picture lies in.
   *
   * @param root the watched directory, absolute, without symbolic links
   * @param cameraId the camera of the picture
   * @param uri of the picture
   * @return the folder's name; empty if the picture lies elsewhere, as frames of videos do, or the
   *     folder's name does not make this id
   */
  public static Optional<String> of(Path root, String cameraId, String uri) {
    return OwnReference.file(uri)
        .filter(file -> file.startsWith(root) && !file.equals(root))
        .map(file -> root.relativize(file).getName(0).toString())
        .filter(folder -> CameraId.of(folder).equals(Optional.of(cameraId)));
  }
}
