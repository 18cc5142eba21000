package io.hearthwatch.simulate;

/**
 * One object on one camera for a while.
 *
 * @param cameraId the camera
 * @param object its colour's name in the palette; the part before the dot is its label
 * @param path where it goes, and when
 */
record Appearance(String cameraId, String object, Path path) {

  /** {@code person}, {@code car} or {@code dog}. */
  String label() {
    return object.substring(0, object.indexOf('.'));
  }
}
