package io.hearthwatch.local;

import io.hearthwatch.publish.FramePublisher;
import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import io.hearthwatch.text.Count;
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
  /** What is played unless another story is asked for. */
  public static final String DEFAULT_STORY = "day-and-night";

  private static final LocalTime AFTERNOON = LocalTime.of(14, 0);
  private static final LocalTime NIGHT = LocalTime.of(2, 0);
  private static final long SEED = 1;

  private final Path root;
  private final Story story;
  private final Footage footage;
  private final boolean ownModel;
  private final List<Path> files = new ArrayList<>();

  private SimulatedInput(Path root, Story story, Duration interval, boolean ownModel) {
    this.root = root;
    this.ownModel = ownModel;
    this.story = story;
    this.footage = new Footage(story, SEED, interval);
  }

  /**
   * A story that has just happened: on the last day on which it is over by now.
   *
   * @param zone where the house stands
   * @param story one of {@link Story#names()}
   * @param interval time between two pictures of a camera
   * @param ownModel whether another model than the built-in one will search the pictures
   * @param root directory for the pictures
   * @throws IllegalArgumentException when there is no such story, or the interval is too short
   */
  public static SimulatedInput before(
      Instant now, ZoneId zone, String story, Duration interval, boolean ownModel, Path root) {
    ZonedDateTime start = now.atZone(zone).with(story.equals("night-visitors") ? NIGHT : AFTERNOON);
    while (Story.named(story, start.toInstant()).end().isAfter(now)) {
      start = start.minusDays(1);
    }
    return new SimulatedInput(root, Story.named(story, start.toInstant()), interval, ownModel);
  }

  @Override
  public String description() {
    return "%s, %s of %s, %s"
        .formatted(
            Count.of(Footage.cameraIds().size(), "simulated camera"),
            Count.of(story.playingTime().toMinutes(), "minute"),
            story.name(),
            Count.of(frames(), "frame"));
  }

  @Override
  public List<String> notes() {
    return ownModel
        ? List.of(
            "these pictures are drawn: a model of photographs finds little in them; --frames DIR"
                + " gives it your own")
        : List.of();
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
