package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real surveillance pictures through a real YOLO26 and the whole product, compared with what people
 * marked on them: one person in every picture of a camera at dusk, one in daylight, one in fog. A
 * fourth camera looks into an empty room.
 */
@Timeout(120)
class RecordedCamerasITCase {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final Path MODEL = DATA.resolve("models").resolve("yolo26n-640-int8.onnx");
  private static final String DUSK = "cctv-c006200";
  private static final String DAYLIGHT = "cctv-c087102";
  private static final String FOG = "cctv-c097105";
  private static final String ROOM = "hallway";

  /** Pictures of the room before the first person comes. */
  private static final int EMPTY_ROOM = 11;

  private static final Map<String, Integer> NUMBERS_PER_SECOND =
      Map.of(DUSK, 30, DAYLIGHT, 30, FOG, 30, ROOM, 2);
  private static final int WINDOW_SECONDS = 2;
  private static final double SAME_OBJECT_IOU = 0.5;

  @TempDir Path directory;
  private Path temporary;
  private Path pictures;
  private int count;

  /** Edges in pixels. */
  private record Box(double left, double top, double right, double bottom) {
    double iou(Box other) {
      double width = Math.min(right, other.right) - Math.max(left, other.left);
      double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      double both = Math.max(0, width) * Math.max(0, height);
      return both / (area() + other.area() - both);
    }

    double area() {
      return (right - left) * (bottom - top);
    }
  }

  /** What was marked and what was found in one window of a camera. */
  private static final class Window {
    private int marked;
    private int matched;
    private int found;
    private boolean event;

    private void add(Window other) {
      marked += other.marked;
      matched += other.matched;
      found += other.found;
      event |= other.event;
    }
  }

  /** Copies with modification times on the grid of the windows, so every run has the same ones. */
  @BeforeEach
  void copyPictures() throws IOException {
    assumeTrue(Files.exists(MODEL), "needs real pictures and a real model in " + DATA);
    temporary = Files.createDirectory(directory.resolve("tmp"));
    pictures = Files.createDirectory(directory.resolve("pictures"));
    long now = Instant.now().getEpochSecond();
    long start = now - now % WINDOW_SECONDS - 120;
    for (String camera : NUMBERS_PER_SECOND.keySet()) {
      Path copies = Files.createDirectory(pictures.resolve(camera));
      try (Stream<Path> originals = Files.list(DATA.resolve("frames").resolve(camera))) {
        List<Path> sorted =
            originals.sorted().limit(camera.equals(ROOM) ? EMPTY_ROOM : Long.MAX_VALUE).toList();
        int first = number(sorted.get(0));
        for (Path original : sorted) {
          Path copy = Files.copy(original, copies.resolve(original.getFileName()));
          long millis = (number(original) - first) * 1000L / NUMBERS_PER_SECOND.get(camera);
          Files.setLastModifiedTime(
              copy, FileTime.from(Instant.ofEpochSecond(start).plusMillis(millis)));
          count++;
        }
      }
    }
  }

  @Test
  void peopleAreFoundInTheWindowsInWhichTheyWereSeen() throws Exception {
    try (DemoProcess demo =
        DemoProcess.start(
            temporary,
            "--frames=" + pictures,
            "--model=" + MODEL,
            "--window.length=" + WINDOW_SECONDS + "s",
            "--detect.confidence=0.25",
            "--keep")) {
      String jdbcUrl = demo.awaitLine("tables +(jdbc:\\S+)").group(1);
      demo.awaitLine("Everything stays up");
      Map<String, Window> windows;
      try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
        windows = windows(connection);
      }
      demo.signal("INT");
      assertThat(demo.awaitEnd()).isEqualTo(130);
      demo.assertNothingIsLeft();

      assertThat(demo.output())
          .contains(count + " frames published\n  " + count + " analysed\n  audit: no violations");
      assertThat(windows).hasSizeGreaterThan(15);
      windows.forEach(this::checkWindow);
      assertThat(sum(windows, DUSK).matched).isGreaterThanOrEqualTo(10);
      assertThat(sum(windows, DAYLIGHT).matched).isGreaterThanOrEqualTo(11);
      assertThat(sum(windows, FOG).matched).isGreaterThanOrEqualTo(3);
    }
  }

  /** In fog this network sees people in some windows only; nowhere it sees them where none is. */
  private void checkWindow(String name, Window window) {
    String said = "%s: %d marked, %d found".formatted(name, window.marked, window.found);
    if (name.startsWith(ROOM)) {
      assertThat(window.marked).isZero();
    } else if (!name.startsWith(FOG)) {
      assertThat(window.matched).as(said).isPositive();
    }
    assertThat(window.event).as(said).isEqualTo(window.found > 0);
    assertThat(window.found).as(said).isLessThanOrEqualTo(window.marked);
  }

  private static Window sum(Map<String, Window> windows, String camera) {
    Window sum = new Window();
    windows.forEach(
        (name, window) -> {
          if (name.startsWith(camera)) {
            sum.add(window);
          }
        });
    return sum;
  }

  private Map<String, Window> windows(Connection connection) throws IOException, SQLException {
    Map<String, Window> windows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet frame =
            statement.executeQuery(
                """
                SELECT frame.camera_id, batch.window_start, frame.uri, frame.width, frame.height,
                       coalesce(event.summary, '') LIKE '%person%'
                         OR coalesce(event.summary, '') LIKE '%people%' AS event,
                       coalesce(people.boxes, '{}') AS boxes
                FROM hearthwatch.frame
                JOIN hearthwatch.batch ON batch.id = frame.batch_id
                LEFT JOIN hearthwatch.event ON event.camera_id = batch.camera_id
                  AND event.window_start = batch.window_start
                LEFT JOIN LATERAL (
                  SELECT array_agg(ARRAY[left_px, top_px, right_px, bottom_px]) AS boxes
                  FROM hearthwatch.detection
                  WHERE detection.frame_id = frame.frame_id AND label = 'person') people ON true
                """)) {
      while (frame.next()) {
        Window window =
            windows.computeIfAbsent(
                frame.getString("camera_id") + " " + frame.getTimestamp("window_start"),
                key -> new Window());
        List<Box> found = new ArrayList<>();
        for (Object box : (Object[]) frame.getArray("boxes").getArray()) {
          Float[] edges = (Float[]) box;
          found.add(new Box(edges[0], edges[1], edges[2], edges[3]));
        }
        List<Box> marked =
            marked(
                frame.getString("uri"),
                frame.getString("camera_id"),
                frame.getInt("width"),
                frame.getInt("height"));
        window.marked += marked.size();
        window.found += found.size();
        window.event = frame.getBoolean("event");
        for (Box box : marked) {
          if (found.stream().anyMatch(other -> other.iou(box) >= SAME_OBJECT_IOU)) {
            window.matched++;
          }
        }
      }
    }
    return windows;
  }

  /** Labels are lines of class, centre x and y, width and height, as shares of the picture. */
  private static List<Box> marked(String uri, String camera, int width, int height)
      throws IOException {
    if (camera.equals(ROOM)) {
      return List.of();
    }
    String name = uri.substring(uri.lastIndexOf('/') + 1).replace(".jpg", ".txt");
    List<Box> boxes = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve("labels").resolve(camera).resolve(name))) {
      String[] fields = line.split(" ");
      double x = Double.parseDouble(fields[1]) * width;
      double y = Double.parseDouble(fields[2]) * height;
      double halfWidth = Double.parseDouble(fields[3]) * width / 2;
      double halfHeight = Double.parseDouble(fields[4]) * height / 2;
      boxes.add(new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight));
    }
    return boxes;
  }

  private static int number(Path picture) {
    return Integer.parseInt(picture.getFileName().toString().replace(".jpg", ""));
  }
}
