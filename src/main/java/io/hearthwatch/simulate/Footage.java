package io.hearthwatch.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * All pictures of a story, from every camera, in order of capture time. Cameras do not click
 * together: camera i of n is i/n of the interval behind the first, so every capture time occurs
 * once. Each iteration renders anew, lazily, on the caller's thread.
 */
public final class Footage implements Iterable<RenderedFrame> {
  private final Story story;
  private final long seed;
  private final long intervalMillis;

  /**
   * Footage of a story.
   *
   * @param seed of the sensors' noise
   * @param interval time between two pictures of a camera, at least as many milliseconds as there
   *     are cameras
   * @throws IllegalArgumentException when the interval is shorter
   */
  public Footage(Story story, long seed, Duration interval) {
    this.story = story;
    this.seed = seed;
    this.intervalMillis = interval.toMillis();
    if (intervalMillis < Scene.values().length) {
      throw new IllegalArgumentException(
          "interval " + interval + " is too short: at least " + Scene.values().length + " ms");
    }
  }

  /** Ids of the cameras, in the order in which they take turns. */
  public static List<String> cameraIds() {
    return Arrays.stream(Scene.values()).map(Scene::cameraId).toList();
  }

  /** How many pictures an iteration gives. */
  public long size() {
    return shots().count();
  }

  /** The pictures in order of capture time. */
  @Override
  public Iterator<RenderedFrame> iterator() {
    List<SimulatedCamera> cameras =
        Arrays.stream(Scene.values()).map(s -> new SimulatedCamera(s, story, seed)).toList();
    // Through a list: a flat-mapped stream would hand its iterator a whole act at a time.
    Iterator<Shot> shots = shots().toList().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return shots.hasNext();
      }

      @Override
      public RenderedFrame next() {
        Shot shot = shots.next();
        return cameras.get(shot.camera()).frame(shot.moment());
      }
    };
  }

  private record Shot(int camera, Instant moment) {}

  private Stream<Shot> shots() {
    int cameras = Scene.values().length;
    return story.acts().stream()
        .flatMap(
            act -> {
              Instant begin = story.start().plus(act.offset());
              long length = act.length().toMillis();
              return LongStream.iterate(0, t -> t < length, t -> t + intervalMillis)
                  .boxed()
                  .flatMap(
                      t ->
                          IntStream.range(0, cameras)
                              .filter(i -> t + i * intervalMillis / cameras < length)
                              .mapToObj(
                                  i ->
                                      new Shot(
                                          i, begin.plusMillis(t + i * intervalMillis / cameras))));
            });
  }
}
