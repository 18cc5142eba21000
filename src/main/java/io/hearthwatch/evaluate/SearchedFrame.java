package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;
import java.nio.file.Path;
import java.util.List;

/**
 * A frame with what is in it and what was found.
 *
 * @param name path below the folder of pictures, with {@code /} and without its extension
 * @param picture the file
 * @param objects what was labelled
 * @param detections what was found, in canonical order: falling confidence
 */
record SearchedFrame(
    String name, Path picture, List<LabelledBox> objects, List<Detection> detections) {}
