package io.hearthwatch.evaluate;

import io.hearthwatch.text.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An evaluation for a person at a terminal. */
public final class EvaluationText {
  /** Wider matrices do not fit a terminal: the largest confusions are listed instead. */
  private static final int WIDEST_MATRIX = 8;

  private static final int CONFUSIONS = 15;
  private static final int FRAMES = 5;

  private final Evaluation evaluation;
  private final StringBuilder text = new StringBuilder();

  private EvaluationText(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** The report, lines ending with {@code \n}. */
  public static String of(Evaluation evaluation) {
    EvaluationText report = new EvaluationText(evaluation);
    report.means();
    report.classes();
    report.confusion();
    report.worstFrames();
    return report.text.toString();
  }

  private void means() {
    EvaluationSettings settings = evaluation.settings();
    line(
        "%s, %s, %s",
        Count.of(evaluation.frames().size(), "frame"),
        Count.of(evaluation.atThreshold().objects(), "labelled object"),
        Count.of(evaluation.classes().size(), "class", "classes"));
    line("");
    line("mAP50     %.3f", evaluation.map50());
    line("mAP50-95  %.3f", evaluation.map50to95());
    line(
        "          (%s, confidence from %.4f, at most %d boxes a frame)",
        settings.interpolation() == Interpolation.COCO_101
            ? "101 points as COCO"
            : "all points as Pascal VOC",
        settings.floorE4() / 1e4,
        settings.maxDetections());
    line("");
    line("                      confidence  precision  recall     F1");
    line("at the threshold %s", point(evaluation.atThreshold()));
    line("at the best F1   %s", point(evaluation.best()));
  }

  private void classes() {
    int width =
        Math.max(
            5,
            evaluation.classes().stream()
                .mapToInt(score -> score.label().length())
                .max()
                .orElseThrow());
    String columns = "  confidence  precision  recall     F1";
    line("");
    line("%s                             at the threshold%28s", pad("", width), "at the best F1");
    line("%s  objects   AP50  AP50-95%s%s", pad("class", width), columns, columns);
    for (ClassScore score : evaluation.classes()) {
      line(
          "%s%9d%7.3f%9.3f%s%s",
          pad(score.label(), width),
          score.objects(),
          score.ap50(),
          score.ap50to95(),
          point(score.atThreshold()),
          point(score.best()));
    }
    Map<String, Integer> invented = evaluation.inventedClasses();
    if (!invented.isEmpty()) {
      line("");
      line(
          "Found at the threshold though never labelled: %s",
          invented.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", ")));
    }
  }

  private void confusion() {
    TreeSet<String> rows = new TreeSet<>(evaluation.confusion().counts().keySet());
    TreeSet<String> columns = new TreeSet<>();
    evaluation.confusion().counts().values().forEach(found -> columns.addAll(found.keySet()));
    line("");
    if (rows.size() <= WIDEST_MATRIX && columns.size() <= WIDEST_MATRIX) {
      matrix(List.copyOf(rows), List.copyOf(columns));
    } else {
      largestConfusions();
    }
  }

  private void matrix(List<String> rows, List<String> columns) {
    int width = rows.stream().mapToInt(String::length).max().orElse(0);
    line("Labelled (rows) and found (columns) at the threshold, IoU 0.5:");
    line(
        "  %s%s",
        pad("", width), columns.stream().map(name -> "  " + name).collect(Collectors.joining()));
    for (String row : rows) {
      StringBuilder cells = new StringBuilder();
      for (String column : columns) {
        int count = evaluation.confusion().between(row, column);
        boolean neither =
            row.equals(ConfusionMatrix.NOTHING) && column.equals(ConfusionMatrix.NOTHING);
        String cell = neither ? "" : Integer.toString(count);
        cells
            .append("  ")
            .append(" ".repeat(Math.max(0, column.length() - cell.length())))
            .append(cell);
      }
      line("  %s%s", pad(row, width), cells);
    }
  }

  private void largestConfusions() {
    record Cell(String labelled, String found, int count) {}
    List<Cell> cells =
        evaluation.confusion().counts().entrySet().stream()
            .flatMap(
                row ->
                    row.getValue().entrySet().stream()
                        .map(cell -> new Cell(row.getKey(), cell.getKey(), cell.getValue())))
            .filter(cell -> !cell.labelled().equals(cell.found()))
            .sorted(
                Comparator.comparingInt(Cell::count)
                    .reversed()
                    .thenComparing(Cell::labelled)
                    .thenComparing(Cell::found))
            .toList();
    line("Most frequent mistakes at the threshold, IoU 0.5 (the whole matrix: --json):");
    for (Cell cell : cells.subList(0, Math.min(CONFUSIONS, cells.size()))) {
      line("  %4d  %s", cell.count(), mistake(cell.labelled(), cell.found()));
    }
  }

  private static String mistake(String labelled, String found) {
    if (found.equals(ConfusionMatrix.NOTHING)) {
      return labelled + " missed";
    }
    return labelled.equals(ConfusionMatrix.NOTHING)
        ? found + " found where none is labelled"
        : labelled + " taken for " + found;
  }

  private void worstFrames() {
    line("");
    line("Frames with most mistakes at the threshold (--sheet draws them):");
    for (FrameComparison frame :
        evaluation.frames().subList(0, Math.min(FRAMES, evaluation.frames().size()))) {
      line(
          "  %s: %d found, %d missed, %d invented, %d taken for another class",
          frame.frame().name(),
          frame.found().size(),
          frame.missed().size(),
          frame.invented().size(),
          frame.confused().size());
    }
  }

  /** Columns confidence, precision, recall and F1; without detections there is no precision. */
  private static String point(OperatingPoint point) {
    return String.format(
        Locale.ROOT,
        "%12.4f%11s%8.3f%7.3f",
        point.confidenceE4() / 1e4,
        point.detections() == 0 ? "-" : String.format(Locale.ROOT, "%.3f", point.precision()),
        point.recall(),
        point.f1());
  }

  private static String pad(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
