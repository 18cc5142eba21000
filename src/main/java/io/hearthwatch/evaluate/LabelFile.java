package io.hearthwatch.evaluate;

import io.hearthwatch.text.Count;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads a label file in YOLO's text format: one object a line, {@code class centre-x centre-y width
 * height}, the class as a number, the rest as shares of the picture's width and height. An empty
 * file says that nothing is there.
 *
 * <p>Whatever the bytes are, the outcome is objects and problems, never an exception. A box may
 * reach out of the picture, as those of cut-off objects do; its centre may not.
 */
final class LabelFile {
  private static final int VALUES = 5;
  private static final int LONGEST_SHOWN = 40;

  /** Smaller ones are slips, not objects: a millionth of any picture is less than a pixel. */
  private static final double SMALLEST = 1e-6;

  private static final Pattern CLASS = Pattern.compile("[0-9]{1,6}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]{1,30}\\.?[0-9]{0,30}|\\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?");

  private final String name;
  private final List<String> classes;
  private final Consumer<DataSetProblem> problems;
  private final List<NormalisedBox> objects = new ArrayList<>();
  private final Map<NormalisedBox, Integer> lines = new HashMap<>();

  private LabelFile(String name, List<String> classes, Consumer<DataSetProblem> problems) {
    this.name = name;
    this.classes = classes;
    this.problems = problems;
  }

  /**
   * Reads one file.
   *
   * @param name what problems call the file
   * @param bytes its content
   * @param classes names of the classes by number
   * @param problems is told each problem
   * @return the objects of the lines without problems
   */
  static List<NormalisedBox> read(
      String name, byte[] bytes, List<String> classes, Consumer<DataSetProblem> problems) {
    LabelFile file = new LabelFile(name, classes, problems);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      file.problem(0, "is not a text in UTF-8", "Save it as plain text.");
      return List.of();
    }
    // Some editors put a byte order mark in front.
    List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      file.line(i + 1, lines.get(i).strip());
    }
    return List.copyOf(file.objects);
  }

  private void line(int line, String text) {
    if (text.isEmpty()) {
      return;
    }
    String[] values = text.split("\\s+", -1);
    if (values.length != VALUES) {
      wrongCount(line, values.length);
      return;
    }
    String label = label(line, values[0]);
    double[] box = new double[VALUES];
    boolean good = label != null;
    for (int i = 1; i < VALUES; i++) {
      box[i] = share(line, i, values[i]);
      good &= !Double.isNaN(box[i]);
    }
    if (good) {
      add(line, new NormalisedBox(label, box[1], box[2], box[3], box[4]));
    }
  }

  private void add(int line, NormalisedBox box) {
    Integer before = lines.putIfAbsent(box, line);
    if (before == null) {
      objects.add(box);
    } else {
      problem(line, "is the same object as line " + before, "Remove one of the two.");
    }
  }

  private void wrongCount(int line, int count) {
    if (count > VALUES + 1 && count % 2 == 1) {
      problem(
          line,
          "has " + count + " values: an outline of " + count / 2 + " points, not a box",
          "Export the labels for detection, not for segmentation.");
    } else if (count == VALUES + 1) {
      problem(
          line,
          "has 6 values: a detection with its confidence, not a label",
          "Take the labels, not a model's predictions.");
    } else {
      problem(
          line,
          "has " + Count.of(count, "value") + " instead of 5",
          "Write `class centre-x centre-y width height`.");
    }
  }

  private String label(int line, String value) {
    if (!CLASS.matcher(value).matches()) {
      problem(
          line,
          "`" + shown(value) + "` is no class number",
          "Write the class as a whole number from 0 on.");
      return null;
    }
    int number = Integer.parseInt(value);
    if (number >= classes.size()) {
      problem(
          line,
          "class %d is not known: there are names for 0 to %d"
              .formatted(number, classes.size() - 1),
          "Correct the number, or give the labels' own class names with --names.");
      return null;
    }
    return classes.get(number);
  }

  private double share(int line, int position, String value) {
    String what = List.of("centre-x", "centre-y", "width", "height").get(position - 1);
    if (!NUMBER.matcher(value).matches()) {
      problem(line, what + " `" + shown(value) + "` is no number", "Write a number from 0 to 1.");
      return Double.NaN;
    }
    double share = Double.parseDouble(value);
    boolean extent = position > 2;
    if (share >= 0 && share <= 1 && !(extent && share < SMALLEST)) {
      return share;
    }
    problem(
        line,
        what + " is " + shown(value),
        share > 1
            ? "Give it as a share of the picture, 0 to 1: divide pixels by its width or height."
            : extent
                ? "Give it as a share of the picture, above 0; remove boxes without extent."
                : "Give it as a share of the picture, 0 to 1.");
    return Double.NaN;
  }

  private void problem(int line, String message, String remedy) {
    problems.accept(new DataSetProblem(name, line, message, remedy));
  }

  /** Fit for one line of a message. */
  private static String shown(String value) {
    String plain = value.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain;
  }
}
