package io.hearthwatch.simulate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A camera in a story: its picture at a moment depends on the story, the seed and that moment only.
 * Not thread-safe, because buffers are reused; cameras share nothing.
 */
public final class SimulatedCamera {
  /** High enough that colours survive, small enough for thousands of frames. */
  private static final float JPEG_QUALITY = 0.85f;

  private final Scene scene;
  private final Story story;
  private final FrameRenderer renderer;
  private final Sensor sensor;
  private final JpegEncoder encoder = new JpegEncoder(JPEG_QUALITY);

  /**
   * Sets up a camera; its backdrop is painted with the first frame of each lighting.
   *
   * @param seed of the sensor's noise, mixed with the camera's name
   */
  public SimulatedCamera(Scene scene, Story story, long seed) {
    this.scene = scene;
    this.story = story;
    this.renderer = new FrameRenderer(scene);
    CRC32 name = new CRC32();
    name.update(scene.cameraId().getBytes(StandardCharsets.UTF_8));
    this.sensor = new Sensor(seed ^ name.getValue() << 20);
  }

  /** The camera's id, for example {@code front-door}. */
  public String cameraId() {
    return scene.cameraId();
  }

  /**
   * Takes a picture.
   *
   * @param moment event time, whole milliseconds
   * @throws IllegalArgumentException when the story has no act then
   */
  public RenderedFrame frame(Instant moment) {
    Act act = story.actAt(moment);
    double second = Duration.between(story.start().plus(act.offset()), moment).toMillis() / 1000.0;
    List<FrameRenderer.Sprite> sprites =
        act.appearances().stream()
            .filter(one -> one.cameraId().equals(cameraId()) && one.path().covers(second))
            .map(one -> new FrameRenderer.Sprite(one.object(), one.label(), one.path().at(second)))
            .toList();
    List<TruthBox> truth = renderer.paint(act.lighting(), moment, sprites);
    byte[] jpeg =
        encoder.encode(
            sensor.expose(renderer.canvas(), act.lighting().noise(), moment.toEpochMilli()));
    return new RenderedFrame(cameraId(), moment, jpeg, truth);
  }
}
