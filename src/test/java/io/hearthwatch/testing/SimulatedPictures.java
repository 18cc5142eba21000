package io.hearthwatch.testing;

import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A few pictures of the simulated cameras, by day and by night. */
public final class SimulatedPictures {
  private SimulatedPictures() {}

  /** One picture in so many seconds of the story, written under a directory. */
  public static List<Path> writeTo(Path directory, Duration interval) throws IOException {
    Story story = Story.named("day-and-night", Instant.parse("2026-11-20T14:00:00Z"));
    List<Path> pictures = new ArrayList<>();
    Files.createDirectories(directory);
    for (RenderedFrame frame : new Footage(story, 1, interval)) {
      Path file = directory.resolve(frame.cameraId() + "-" + pictures.size() + ".jpg");
      pictures.add(Files.write(file, frame.jpeg()));
    }
    return pictures;
  }
}
