package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import io.hearthwatch.simulate.TruthBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in network on the simulator's pictures, labelled by the simulator. */
class ModelEvaluateCommandTest {
  private static final List<String> CLASSES = List.of("person", "car", "dog");
  private static final int PICTURES = 12;

  @TempDir private static Path set;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> arguments = new ArrayList<>();

  /**
   * Pictures in which every object is clearly to be seen: what is missed elsewhere is no mistake.
   */
  @BeforeAll
  static void writeTheSet() throws IOException {
    DemoDetector.copyTo(set.resolve("model.onnx"));

    int pictures = 0;
    for (RenderedFrame frame :
        new Footage(
            Story.named("day-and-night", Instant.parse("2026-03-02T14:00:00Z")),
            7,
            Duration.ofSeconds(5))) {
      if (pictures < PICTURES
          && !frame.truth().isEmpty()
          && frame.truth().stream().allMatch(ModelEvaluateCommandTest::isClear)) {
        write(frame, "val/" + frame.cameraId() + "-" + pictures++);
      }
    }
    assertThat(pictures).isEqualTo(PICTURES);
  }

  private static boolean isClear(TruthBox box) {
    return box.visibleFraction() > 0.9
        && box.right() - box.left() > 14
        && box.bottom() - box.top() > 30;
  }

  private static void write(RenderedFrame frame, String name) throws IOException {
    Path picture = set.resolve("images/" + name + ".jpg");
    Path label = set.resolve("labels/" + name + ".txt");
    Files.createDirectories(picture.getParent());
    Files.createDirectories(label.getParent());
    Files.write(picture, frame.jpeg());
    BufferedImage image = ImageIO.read(picture.toFile());
    StringBuilder lines = new StringBuilder();
    for (TruthBox box : frame.truth()) {
      lines.append(
          String.format(
              Locale.ROOT,
              "%d %.6f %.6f %.6f %.6f%n",
              CLASSES.indexOf(box.label()),
              (box.left() + box.right()) / 2 / image.getWidth(),
              (box.top() + box.bottom()) / 2 / image.getHeight(),
              (box.right() - box.left()) / image.getWidth(),
              (box.bottom() - box.top()) / image.getHeight()));
    }
    Files.writeString(label, lines);
  }

  @BeforeEach
  void defaultArguments() {
    arguments.addAll(
        List.of(
            "--model", set.resolve("model.onnx").toString(),
            "--frames", set.resolve("images").toString(),
            "--labels", set.resolve("labels").toString()));
  }

  @Test
  void printsTheFiguresAndDrawsTheFrames() throws IOException {
    Path sheet = set.resolve("sheet.png");
    Path json = set.resolve("figures.json");

    assertThat(run("--sheet", sheet.toString(), "--json", json.toString()))
        .as("%s", err)
        .isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("SHA-256", PICTURES + " frames", "mAP50     1.000", "101 points as COCO")
        .containsPattern("person +[0-9]+ +1\\.000")
        .contains("at the threshold", "at the best F1", "Labelled (rows) and found (columns)");
    assertThat(new ObjectMapper().readTree(json.toFile()).path("map50").asDouble())
        .isEqualTo(1, within(1e-9));
    BufferedImage drawn = ImageIO.read(sheet.toFile());
    assertThat(drawn.getWidth()).isGreaterThan(1_000);
    assertThat(colours(drawn)).as("green boxes around what was found").contains(0x00BE7D);
  }

  @Test
  void showsMistakesInTheirColours() throws IOException {
    Path labels = shifted();
    Path sheet = set.resolve("mistakes.png");

    assertThat(
            run(
                "--labels",
                labels.toString(),
                "--sheet",
                sheet.toString(),
                "--sheet-frames",
                "4",
                "--json",
                "-"))
        .as("%s", err)
        .isEqualTo(ExitCode.OK);

    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.path("map50").asDouble()).isZero();
    assertThat(figures.path("at_threshold").path("recall").asDouble()).isZero();
    assertThat(figures.path("frames_by_mistakes")).hasSize(PICTURES);
    assertThat(colours(ImageIO.read(sheet.toFile()))).contains(0xFFC800, 0xFF4B4B);
  }

  /** Labels with every object at the top left corner, where nothing is. */
  private static Path shifted() throws IOException {
    Path labels = set.resolve("shifted/labels");
    for (Path label : files(set.resolve("labels/val"))) {
      Path copy = labels.resolve("val").resolve(label.getFileName());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, "0 0.02 0.02 0.03 0.03\n");
    }
    return labels;
  }

  @Test
  void listsEveryProblemOfTheFolders() throws IOException {
    Path labels = set.resolve("broken/labels");
    List<Path> files = files(set.resolve("labels/val"));
    Files.createDirectories(labels.resolve("val"));
    for (Path label : files.subList(2, files.size())) {
      Files.copy(label, labels.resolve("val").resolve(label.getFileName()));
    }
    Files.writeString(
        labels.resolve("val").resolve(files.get(0).getFileName()), "0 1 2\n9 0 0 1 1\n");

    assertThat(run("--labels", labels.toString())).isEqualTo(ExitCode.USAGE);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("3 problems with the labelled frames:")
        .contains(".txt:1: has 3 values instead of 5", ".txt:2: class 9 is not known")
        .contains("no label file")
        .doesNotContain("\tat ");
  }

  @Test
  void namesPicturesThatCannotBeDecoded() throws IOException {
    Path frames = Files.createDirectories(set.resolve("cut/images"));
    Path labels = Files.createDirectories(set.resolve("cut/labels"));
    byte[] picture = Files.readAllBytes(files(set.resolve("images/val")).get(0));
    for (String name : List.of("a", "b")) {
      Files.write(frames.resolve(name + ".jpg"), Arrays.copyOf(picture, 900));
      Files.writeString(labels.resolve(name + ".txt"), "0 0.5 0.5 0.1 0.1\n");
    }

    assertThat(run("--frames", frames.toString(), "--labels", labels.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("2 problems", "a.jpg: ", "b.jpg: ", "cut off");
  }

  @Test
  void takesTheJobsOwnArguments() throws IOException {
    assertThat(run("--detect.confidence", "0.25", "--detect.classes", "car", "--json", "-"))
        .as("%s", err)
        .isEqualTo(ExitCode.OK);

    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.path("settings").path("threshold").asDouble()).isEqualTo(0.25);
    assertThat(figures.path("classes")).hasSize(1);
    assertThat(figures.path("classes").path(0).path("class").asText()).isEqualTo("car");
    assertThat(figures.path("never_labelled")).isEmpty();
  }

  @Test
  void aWrongCallIsRefused() {
    assertThat(run("--floor", "0.6")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--floor must be at least 0.0001 and at most detect.confidence, 0.5");
    assertThat(run("--detect.confidense", "0.4")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("did you mean `detect.confidence`?");
    assertThat(run("--labels", set.resolve("nowhere").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("nowhere is no directory");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<Integer> colours(BufferedImage image) {
    return IntStream.of(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .map(argb -> argb & 0xFFFFFF)
        .distinct()
        .boxed()
        .toList();
  }

  private int run(String... further) {
    List<String> all = new ArrayList<>(List.of("model", "evaluate"));
    List<String> given = List.of(further);
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!given.contains(arguments.get(i))) {
        all.addAll(arguments.subList(i, i + 2));
      }
    }
    all.addAll(given);
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
