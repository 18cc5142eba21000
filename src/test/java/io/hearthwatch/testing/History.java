package io.hearthwatch.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a household's cameras, some of them ill, send within a few minutes: an input with every kind
 * of frame that the job distinguishes. A function of its seed, its start and the pictures.
 *
 * <ul>
 *   <li>{@code front}: in order, then a tenth swapped by some seconds; some frames come minutes
 *       late, by little (their window is revised) or by much (late); some come twice, at once or
 *       much later;
 *   <li>{@code attic}: was off-line and uploads an hour in order;
 *   <li>{@code gate}: its clock is fast, now and then by far too much;
 *   <li>{@code yard}: its clock steps back by half an hour, and forward again;
 *   <li>{@code cellar}: falls silent;
 *   <li>{@code porch}: its pictures are missing, cut off, no pictures, too large, or directories;
 *   <li>{@code museum}: sends frames of last month;
 *   <li>and records that are no references at all.
 * </ul>
 */
public final class History {
  /**
   * One record.
   *
   * @param key record key; null for none
   * @param value record value; null for none
   */
  public record Entry(String key, byte[] value) {}

  private final Random random;
  private final Instant now;
  private final Path root;
  private final List<Path> pictures;
  private final Map<String, Deque<Entry>> cameras = new LinkedHashMap<>();

  private History(long seed, Instant now, Path root, List<Path> pictures) {
    this.random = new Random(seed);
    this.now = now;
    this.root = root;
    this.pictures = pictures;
  }

  /**
   * The records in the order in which they are to be published.
   *
   * @param now about the time at which they will be
   * @param root an allowed root; broken pictures are put there
   * @param pictures good pictures under that root
   */
  public static List<Entry> of(long seed, Instant now, Path root, List<Path> pictures)
      throws IOException {
    History history = new History(seed, now, root, pictures);
    history.front();
    history.attic();
    history.gate();
    history.yard();
    history.cellar();
    history.porch();
    history.museum();
    history.noReferences();
    return history.interleaved();
  }

  private void front() {
    List<Entry> inOrder = new ArrayList<>();
    List<Entry> revising = new ArrayList<>();
    List<Entry> late = new ArrayList<>();
    for (int second = 0; second < 420; second++) {
      Entry frame = frame("front", second - 420, picture());
      if (second % 20 == 7 && second < 150) {
        late.add(frame);
      } else if (second % 40 == 3) {
        revising.add(frame);
      } else {
        inOrder.add(frame);
      }
      if (second % 25 == 1) {
        inOrder.add(inOrder.get(inOrder.size() - 1));
      }
      if (revising.size() == 4) {
        // The first of them is two minutes old by now: its window is closed, but not for good.
        inOrder.addAll(revising);
        revising.clear();
      }
    }
    for (int i = 10; i < inOrder.size(); i += 10) {
      inOrder.add(i - 4, inOrder.remove(i));
    }
    inOrder.addAll(revising);
    inOrder.addAll(late);
    inOrder.addAll(inOrder.subList(0, 5));
    send("front", inOrder);
  }

  private void attic() {
    List<Entry> frames = new ArrayList<>();
    for (int second = 0; second < 3600; second += 30) {
      frames.add(frame("attic", second - 7200, picture()));
    }
    send("attic", frames);
  }

  private void gate() {
    List<Entry> frames = new ArrayList<>();
    for (int second = 0; second < 200; second += 2) {
      int fast = second % 20 == 10 ? 900 : 15;
      frames.add(frame("gate", second - 200 + fast, picture()));
    }
    send("gate", frames);
  }

  private void yard() {
    List<Entry> frames = new ArrayList<>();
    for (int second = 0; second < 400; second += 2) {
      int back = second >= 200 && second < 300 ? 1800 : 0;
      frames.add(frame("yard", second - 400 - back, picture()));
    }
    send("yard", frames);
  }

  private void cellar() {
    List<Entry> frames = new ArrayList<>();
    for (int second = 0; second < 100; second++) {
      frames.add(frame("cellar", second - 300, picture()));
    }
    send("cellar", frames);
  }

  private void porch() throws IOException {
    byte[] good = Files.readAllBytes(pictures.get(0));
    Path cut = Files.write(root.resolve("cut.jpg"), Arrays.copyOf(good, good.length / 2));
    Path text = Files.writeString(root.resolve("text.jpg"), "this is no picture");
    Path empty = Files.write(root.resolve("empty.jpg"), new byte[0]);
    Path large = Files.write(root.resolve("large.jpg"), new byte[1_000_001]);
    Path directory = Files.createDirectories(root.resolve("directory.jpg"));
    Path outside = root.resolve("outside.jpg");
    if (!Files.isSymbolicLink(outside)) {
      Files.createSymbolicLink(outside, Path.of("/etc/hostname"));
    }
    List<Path> bad =
        List.of(root.resolve("missing.jpg"), cut, text, empty, large, directory, outside);
    List<Entry> frames = new ArrayList<>();
    for (int second = 0; second < 120; second++) {
      Path file = second % 3 == 1 ? bad.get(second / 3 % bad.size()) : picture();
      frames.add(frame("porch", second - 120, file));
    }
    send("porch", frames);
  }

  private void museum() {
    List<Entry> frames = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      frames.add(frame("museum", i - 30 * 86_400, picture()));
    }
    send("museum", frames);
  }

  private void noReferences() {
    String good = new String(frame("nobody", -1, picture()).value(), StandardCharsets.UTF_8);
    List<Entry> records = new ArrayList<>();
    for (String value :
        List.of(
            "not json",
            "{}",
            "[1,2]",
            good.replace("captured_at", "taken_at"),
            good.replaceFirst("\"20[^\"]*Z\"", "\"292000000-01-01T00:00:00Z\""),
            good.replaceFirst("file:[^\"]*", "file:///etc/passwd"),
            good.replaceFirst("file:[^\"]*", "http://169.254.169.254/latest"),
            good.replace("\"nobody\"", "\"fr\\u0000nt\""),
            good.replace("\"nobody\"", "\"\\ud800\""),
            "x".repeat(70_000))) {
      records.add(new Entry("nobody", value.getBytes(StandardCharsets.UTF_8)));
    }
    records.add(new Entry("somebody", good.getBytes(StandardCharsets.UTF_8)));
    records.add(new Entry(null, good.getBytes(StandardCharsets.UTF_8)));
    records.add(new Entry("nobody", null));
    records.add(new Entry("nobody", new byte[] {(byte) 0xff, 0, (byte) 0xfe}));
    send("nobody", records);
  }

  private void send(String camera, List<Entry> frames) {
    cameras.put(camera, new ArrayDeque<>(frames));
  }

  /** Each camera in its own order, all of them mixed. */
  private List<Entry> interleaved() {
    List<Entry> all = new ArrayList<>();
    while (!cameras.isEmpty()) {
      List<String> names = List.copyOf(cameras.keySet());
      String camera = names.get(random.nextInt(names.size()));
      Deque<Entry> left = cameras.get(camera);
      for (int burst = random.nextInt(6); burst >= 0 && !left.isEmpty(); burst--) {
        all.add(left.poll());
      }
      if (left.isEmpty()) {
        cameras.remove(camera);
      }
    }
    return all;
  }

  private Path picture() {
    return pictures.get(random.nextInt(pictures.size()));
  }

  private Entry frame(String camera, int secondsFromNow, Path file) {
    String value =
        """
        {"camera_id": "%s", "uri": "%s", "captured_at": "%s"}"""
            .formatted(
                camera,
                file.toUri().toString().replaceAll("/$", ""),
                now.plusSeconds(secondsFromNow).plusNanos(random.nextInt(1000) * 1_000_000L));
    return new Entry(camera, value.getBytes(StandardCharsets.UTF_8));
  }
}
