package io.hearthwatch.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture, and what is in it according to its label file.
 *
 * @param name path below the folder of pictures, with {@code /} and without its extension
 * @param picture the file
 * @param objects what was labelled; empty when nothing is in it
 */
public record LabelledFrame(String name, Path picture, List<NormalisedBox> objects) {

  /** Keeps its own list. */
  public LabelledFrame {
    objects = List.copyOf(objects);
  }
}
