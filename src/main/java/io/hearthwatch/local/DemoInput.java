package io.hearthwatch.local;

import io.hearthwatch.publish.FramePublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pictures for a demonstration, of simulated cameras or of somebody's own. */
public interface DemoInput {

  /** One line that says what will be seen. */
  String description();

  /** What was left out or moved, and why; one sentence each. */
  default List<String> notes() {
    return List.of();
  }

  /** The directory under which all pictures lie. */
  Path root();

  /** How many frames {@link #publishTo} will publish. */
  long frames();

  /**
   * Publishes all frames, in order of capture time, as fast as the publisher lets it.
   *
   * @throws IOException when a picture cannot be made or a reference not be published
   */
  void publishTo(FramePublisher publisher) throws IOException, InterruptedException;

  /**
   * The bytes of some of the pictures, spread evenly over the story, after they were published.
   *
   * @param most how many at most, at least 1
   */
  List<byte[]> pictures(int most) throws IOException;
}
