package io.hearthwatch.simulate;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pictures of the simulated world that belong to no story, to train a detector with and to judge it
 * by: any hour, any weather, any colours, things that are no objects, noisy sensors, strong
 * compression. Picture i depends on (seed, i) only; other seeds have other pictures and other
 * leaves on their trees. Each iteration renders anew, lazily, on the caller's thread.
 */
public final class RandomScenes implements Iterable<RenderedFrame> {
  /** Below it an object would be a sliver that nobody could name. */
  private static final float LEAST_VISIBLE = 0.3f;

  /** Backdrops of one scene and light that differ in leaves, grass and stains. */
  private static final int VARIANTS = 4;

  private static final int MOST_OBJECTS = 4;
  private static final int MOST_THINGS = 4;
  private static final int ATTEMPTS = 12;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Comparator<RandomCast.Member> FARTHEST_FIRST =
      Comparator.comparingDouble(member -> member.position().y());

  private final long seed;
  private final int count;

  /**
   * Random pictures.
   *
   * @param seed tells one collection from another
   * @param count how many, at least 0
   */
  public RandomScenes(long seed, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("cannot render " + count + " pictures");
    }
    this.seed = seed;
    this.count = count;
  }

  /** The pictures in order; their capture times are made up and rise. */
  @Override
  public Iterator<RenderedFrame> iterator() {
    Studio studio = new Studio(seed);
    return IntStream.range(0, count).mapToObj(studio::picture).iterator();
  }

  private record BackdropKey(Scene scene, Lighting lighting, int variant) {}

  /** Keeps what pictures have in common. */
  private static final class Studio {
    private final long seed;
    private final long first;
    private final Sensor sensor;
    private final Map<BackdropKey, BufferedImage> backdrops = new HashMap<>();
    private final BufferedImage canvas =
        new BufferedImage(FrameRenderer.WIDTH, FrameRenderer.HEIGHT, BufferedImage.TYPE_INT_RGB);

    Studio(long seed) {
      this.seed = seed;
      // Scrambled: the numbers of two seeds must not give the same dice.
      this.first = new SplittableRandom(seed).nextLong();
      this.sensor = new Sensor(seed);
    }

    RenderedFrame picture(int number) {
      SplittableRandom random = new SplittableRandom(first + number);
      Scene scene = Scene.values()[random.nextInt(Scene.values().length)];
      Lighting lighting = Lighting.values()[random.nextInt(Lighting.values().length)];
      Graphics2D graphics = BackdropImage.smooth(canvas);
      graphics.drawImage(
          backdrop(new BackdropKey(scene, lighting, random.nextInt(VARIANTS))), 0, 0, null);
      List<TruthBox> truth = paintCast(graphics, scene, lighting, random);
      Weather.random(random).paint(canvas, graphics, lighting.onObjects(), random);
      Instant moment = FIRST.plus(Duration.ofSeconds(3_607L * number));
      if (random.nextInt(5) > 0) {
        TimeStamp.draw(graphics, moment);
      }
      graphics.dispose();
      int noise = random.nextInt(lighting == Lighting.DAY ? 8 : 14);
      JpegEncoder encoder = new JpegEncoder(random.nextInt(30, 96) / 100f);
      return new RenderedFrame(
          scene.cameraId(), moment, encoder.encode(sensor.expose(canvas, noise, number)), truth);
    }

    private BufferedImage backdrop(BackdropKey key) {
      // The first is the one that the stories show.
      return backdrops.computeIfAbsent(
          key,
          k ->
              k.variant() == 0
                  ? BackdropImage.of(k.scene(), k.lighting())
                  : BackdropImage.of(k.scene(), k.lighting(), seed * VARIANTS + k.variant()));
    }

    private static List<TruthBox> paintCast(
        Graphics2D graphics, Scene scene, Lighting lighting, SplittableRandom random) {
      List<RandomCast.Member> members = cast(scene, lighting, random);
      List<Visibility.Painted> painted =
          members.stream().map(m -> paint(graphics, scene, lighting, m)).toList();
      return Visibility.truth(painted).stream()
          .filter(box -> !box.label().equals(RandomCast.Member.THING))
          .toList();
    }

    /** Farthest first. */
    private static List<RandomCast.Member> cast(
        Scene scene, Lighting lighting, SplittableRandom random) {
      RandomCast dice = new RandomCast(scene, random);
      int objects = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(MOST_OBJECTS);
      int things = random.nextInt(MOST_THINGS + 1);
      List<RandomCast.Member> members = new ArrayList<>();
      Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      for (int attempt = 0; attempt < ATTEMPTS && members.size() < objects + things; attempt++) {
        List<RandomCast.Member> more = new ArrayList<>(members);
        more.add(members.size() < things ? dice.thing() : dice.object());
        more.sort(FARTHEST_FIRST);
        if (everyObjectShows(more.stream().map(m -> paint(nowhere, scene, lighting, m)).toList())) {
          members = more;
        }
      }
      nowhere.dispose();
      return members;
    }

    private static boolean everyObjectShows(List<Visibility.Painted> painted) {
      long objects = painted.stream().filter(Studio::isObject).count();
      return Visibility.truth(painted).stream()
              .filter(
                  box ->
                      !box.label().equals(RandomCast.Member.THING)
                          && box.visibleFraction() >= LEAST_VISIBLE)
              .count()
          == objects;
    }

    private static boolean isObject(Visibility.Painted painted) {
      return !painted.label().equals(RandomCast.Member.THING);
    }

    private static Visibility.Painted paint(
        Graphics2D graphics, Scene scene, Lighting lighting, RandomCast.Member member) {
      Rectangle2D box =
          FrameRenderer.paint(
              graphics,
              scene,
              lighting,
              member.figure(),
              member.rgb(),
              member.position(),
              member.size());
      return new Visibility.Painted(member.label(), member.label(), box);
    }
  }
}
