package io.hearthwatch.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a job that has much to catch up with is as quick as one that has little: pairs of a small
 * and a large backlog, the small ones before and behind each large one.
 *
 * <pre>
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx2g -cp "target/test-classes:target/classes:$(cat target/classpath)" \
 *     io.hearthwatch.pipeline.BacklogMeasurement DIR [REFERENCES [CLEAN [PAIRS [CAMERAS]]]]
 * </pre>
 */
final class BacklogMeasurement {
  private BacklogMeasurement() {}

  /**
   * Prints a line for each run, and the median of the pairs' ratios.
   *
   * @param arguments a directory that is empty or not there; how many references a large backlog
   *     has, 1000000 if left out, and a small one, 100000; pairs, 1; cameras, 50
   */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      measure(arguments);
      status = 0;
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
    }
    // Broker, database and cluster would go on.
    System.exit(status);
  }

  private static void measure(String[] arguments) throws Exception {
    BacklogRun run = new BacklogRun(Files.createDirectories(Path.of(arguments[0])));
    int many = argument(arguments, 1, 1_000_000);
    int few = argument(arguments, 2, 100_000);
    int pairs = argument(arguments, 3, 1);
    int cameras = argument(arguments, 4, 50);
    // Not counted: classes load and compile.
    print("warm-up", run.read(few, cameras));
    List<Double> ratios = new ArrayList<>();
    double before = print("clean", run.read(few, cameras));
    for (int pair = 0; pair < pairs; pair++) {
      double backlog = print("backlog", run.read(many, cameras));
      double after = print("clean", run.read(few, cameras));
      ratios.add(backlog / ((before + after) / 2));
      before = after;
    }
    ratios.sort(null);
    System.out.printf(
        Locale.ROOT,
        "backlog / clean, median of %d: %.2f (%.2f to %.2f)%n",
        pairs,
        (ratios.get((pairs - 1) / 2) + ratios.get(pairs / 2)) / 2,
        ratios.get(0),
        ratios.get(pairs - 1));
  }

  private static double print(String name, BacklogRun.Figures figures) {
    System.out.printf("%-8s%s%n", name, figures.text());
    return figures.perSecond();
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }
}
