package io.hearthwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest {
  private static final List<String> CLASSES = List.of("person", "car", "dog");

  private final List<DataSetProblem> problems = new ArrayList<>();

  @Test
  void readsObjects() {
    assertThat(read("0 0.5 0.5 0.2 0.4\r\n\n 2\t.25 1e-1  1. 0.125 \n"))
        .containsExactly(
            new NormalisedBox("person", 0.5, 0.5, 0.2, 0.4),
            new NormalisedBox("dog", 0.25, 0.1, 1, 0.125));
    assertThat(problems).isEmpty();
  }

  @Test
  void anEmptyFileSaysThatNothingIsThere() {
    assertThat(read("")).isEmpty();
    assertThat(read("\n  \n")).isEmpty();
    assertThat(read("\uFEFF1 0.5 0.5 1 1")).hasSize(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void aBoxThatReachesOutOfThePictureIsClipped() {
    LabelledBox box = read("1 0.95 0.5 0.2 1").get(0).in(640, 480);

    assertThat(box.left()).isEqualTo(0.85 * 640, within(1e-9));
    assertThat(box.right()).isEqualTo(640);
    assertThat(box.top()).isZero();
    assertThat(box.bottom()).isEqualTo(480);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0.5 0.5 0.2 | has 4 values instead of 5 | Write `class
          7             | has 1 value instead of 5  | Write `class
          0 0.5 0.5 0.2 0.2 0.9 | a detection with its confidence | not a model's predictions
          0 0.1 0.1 0.5 0.1 0.5 0.5 | an outline of 3 points | for detection
          3 0.5 0.5 0.2 0.2 | class 3 is not known: there are names for 0 to 2 | --names
          -1 0.5 0.5 0.2 0.2 | `-1` is no class number | whole number
          1.0 0.5 0.5 0.2 0.2 | `1.0` is no class number | whole number
          99999999999 0.5 0.5 0.2 0.2 | is no class number | whole number
          0 320 0.5 0.2 0.2 | centre-x is 320 | divide pixels
          0 0.5 -0.1 0.2 0.2 | centre-y is -0.1 | 0 to 1
          0 0.5 0.5 0 0.2 | width is 0 | boxes without extent
          0 0.5 0.5 0.2 1e-9 | height is 1e-9 | boxes without extent
          0 0.5 0.5 NaN 0.2 | width `NaN` is no number | from 0 to 1
          0 0x1p-1 0.5 0.2 0.2 | centre-x `0x1p-1` is no number | from 0 to 1
          0 0,5 0.5 0.2 0.2 | centre-x `0,5` is no number | from 0 to 1
          """)
  void saysWhatIsWrongAndWhatToDo(String line, String message, String remedy) {
    assertThat(read("0 0.5 0.5 0.1 0.1\n" + line + "\n")).hasSize(1);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).file()).isEqualTo("a.txt");
    assertThat(problems.get(0).line()).isEqualTo(2);
    assertThat(problems.get(0).message()).contains(message);
    assertThat(problems.get(0).remedy()).contains(remedy);
  }

  @Test
  void findsEveryProblemAtOnce() {
    read("9 0.5 0.5 0.2 2\nx 0.5 0.5 0.2 0.2\n1 0.5 0.5 0.2 0.2\n1 0.50 0.5 0.2 0.2\n");

    assertThat(problems)
        .extracting(DataSetProblem::describe)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("a.txt:1: class 9 is not known"),
            text -> assertThat(text).startsWith("a.txt:1: height is 2\n   Give it as a share"),
            text -> assertThat(text).startsWith("a.txt:2: `x` is no class number"),
            text -> assertThat(text).startsWith("a.txt:4: is the same object as line 3"));
  }

  @Test
  void bytesThatAreNoTextAreNamed() {
    LabelFile.read("a.txt", new byte[] {(byte) 0xFF, 0, 1}, CLASSES, problems::add);

    assertThat(problems)
        .extracting(DataSetProblem::message)
        .containsExactly("is not a text in UTF-8");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      List<NormalisedBox> written = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        int label = random.nextInt(3);
        double[] box = random.doubles(4, 0.001, 1).toArray();
        written.add(new NormalisedBox(CLASSES.get(label), box[0], box[1], box[2], box[3]));
        text.append(
            String.format(Locale.ROOT, "%d %s %s %s %s%n", label, box[0], box[1], box[2], box[3]));
      }

      assertThat(read(text.toString())).isEqualTo(written);
    }
    assertThat(problems).isEmpty();
  }

  /** Slips of every kind on good lines: an object within the picture, or a problem; never both. */
  @Test
  void damagedLinesGiveObjectsOrProblemsNeverAnException() {
    Random random = new Random(13);
    String signs = "0123456789 .-+eE\txNaI\u0000\u202Eé,;";
    int good = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder("1 0.5 0.25 0.125 0.75");
      for (int i = random.nextInt(4); i > 0; i--) {
        int at = random.nextInt(line.length());
        line.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
      }
      problems.clear();
      List<NormalisedBox> objects = read(line.toString());
      good += objects.size();

      assertThat(objects.isEmpty())
          .as("%s", line)
          .isEqualTo(!problems.isEmpty() || line.toString().isBlank());
      for (NormalisedBox object : objects) {
        LabelledBox box = object.in(640, 480);
        assertThat(box.left()).isBetween(0.0, box.right());
        assertThat(box.right()).isGreaterThan(box.left()).isLessThanOrEqualTo(640);
        assertThat(box.bottom()).isGreaterThan(box.top()).isLessThanOrEqualTo(480);
      }
    }
    assertThat(good).isGreaterThan(5_000);
  }

  private List<NormalisedBox> read(String text) {
    return LabelFile.read("a.txt", text.getBytes(StandardCharsets.UTF_8), CLASSES, problems::add);
  }
}
