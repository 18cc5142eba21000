package io.hearthwatch.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes pictures and what is in them as trainers and evaluators read them: {@code images/N.jpg}
 * and {@code labels/N.txt} with a line per object, in YOLO's text format: class number, then centre
 * and size of the box as shares of the picture's width and height; {@code labels/classes.txt} names
 * the classes.
 */
public final class SceneFolder {
  /** The classes by number. */
  public static final List<String> CLASSES = List.of("person", "car", "dog");

  private SceneFolder() {}

  /**
   * Writes all pictures, numbered from 0.
   *
   * @param directory gets {@code images} and {@code labels}; neither may exist
   * @throws IOException when something is there already or cannot be written
   */
  public static void write(Path directory, Iterable<RenderedFrame> pictures) throws IOException {
    Files.createDirectories(directory);
    Path images = Files.createDirectory(directory.resolve("images"));
    Path labels = Files.createDirectory(directory.resolve("labels"));
    Files.write(labels.resolve("classes.txt"), CLASSES);
    int number = 0;
    for (RenderedFrame picture : pictures) {
      String name = String.format(Locale.ROOT, "%06d", number++);
      Files.write(images.resolve(name + ".jpg"), picture.jpeg());
      Files.write(
          labels.resolve(name + ".txt"), picture.truth().stream().map(SceneFolder::line).toList());
    }
  }

  private static String line(TruthBox box) {
    return String.format(
        Locale.ROOT,
        "%d %.6f %.6f %.6f %.6f",
        CLASSES.indexOf(box.label()),
        (box.left() + box.right()) / 2 / FrameRenderer.WIDTH,
        (box.top() + box.bottom()) / 2 / FrameRenderer.HEIGHT,
        (box.right() - box.left()) / FrameRenderer.WIDTH,
        (box.bottom() - box.top()) / FrameRenderer.HEIGHT);
  }
}
