package io.hearthwatch.local;

import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Simulated cameras: renders a story's pictures into files just before they are published. */
public final class SimulatedInput implements DemoInput {
  private static final String STORY = "day-and-night";
  private static final LocalTime STORY_BEGINS = LocalTime.of(14, 0);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long SEED = 1;

  private final Path root;
  private final Story story;
  private final Footage footage;
  private final List<Path> files = new ArrayList<>();

  private SimulatedInput(Path root, Story story) {
    this.root = root;
    this.story = story;
    this.footage = new Footage(story, SEED, INTERVAL);
  }

  /**
   * A story that has just happened: on the last day on which it is over by now.
   *
   * @param root directory for the pictures
   * @param zone where the house stands
   */
  public static SimulatedInput before(Instant now, ZoneId zone, Path root) {
    ZonedDateTime start = now.atZone(zone).with(STORY_BEGINS);
    while (Story.named(STORY, start.toInstant()).end().isAfter(now)) {
      start = start.minusDays(1);
    }
    return new SimulatedInput(root, Story.named(STORY, start.toInstant()));
  }

  @Override
  public String description() {
    return "%d simulated cameras, %d minutes of a day and a night, %d frames"
        .formatted(Footage.cameraIds().size(), story.playingTime().toMinutes(), frames());
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public long frames() {
    return footage.size();
  }

  @Override
  public void publishTo(FramePublisher publisher) throws IOException, InterruptedException {
    for (String cameraId : Footage.cameraIds()) {
      Files.createDirectories(root.resolve(cameraId));
    }
    for (RenderedFrame frame : footage) {
      Path file =
          root.resolve(frame.cameraId()).resolve(frame.capturedAt().toEpochMilli() + ".jpg");
      Files.write(file, frame.jpeg());
      publisher.publish(frame.cameraId(), file.toUri().toString(), frame.capturedAt());
      files.add(file);
    }
  }

  @Override
  public List<byte[]> pictures(int most) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    int step = (files.size() + most - 1) / most;
    for (int i = 0; i < files.size(); i += step) {
      pictures.add(Files.readAllBytes(files.get(i)));
    }
    return pictures;
  }
}
