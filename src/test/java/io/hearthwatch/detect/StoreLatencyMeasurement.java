package io.hearthwatch.detect;

import io.hearthwatch.config.FetchOptions;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.testing.FlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * What a slow store costs: the job's fetch and detect stage on Flink, over the same pictures, in
 * turn from files and from web servers that show the same directory. No broker and no database take
 * part, so whatever the store idles is seen. The servers are processes of their own.
 *
 * <pre>
 * mvn test-compile
 * java -cp 'target/test-classes:target/classes:target/lib/*' \
 *     io.hearthwatch.detect.StoreLatencyMeasurement DIR MODEL FRAMES ROUNDS URL...
 * </pre>
 */
final class StoreLatencyMeasurement {
  private static final int SUBTASKS = 2;

  /** Not counted: models load, pages warm up. */
  private static final int WARM_UP = 30;

  private static final AtomicInteger DONE = new AtomicInteger();
  private static final AtomicLong BEGAN = new AtomicLong();
  private static final AtomicLong ENDED = new AtomicLong();

  private StoreLatencyMeasurement() {}

  /**
   * Prints a line for each run, and in the end the median of each server's ratio to the files of
   * the same round. Each round begins with another of them.
   *
   * @param args directory of JPEG files, model, frames a run, rounds, addresses of the directory
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]).toRealPath();
    DetectSettings model = new DetectSettings(args[1], 5_000, 1_000, 1, 50_000_000);
    int frames = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    List<String> names;
    try (Stream<Path> files = Files.walk(directory)) {
      names =
          files
              .filter(file -> file.toString().endsWith(".jpg"))
              .map(file -> directory.relativize(file).toString())
              .sorted()
              .toList();
    }
    List<String> roots = new ArrayList<>(List.of("file://" + directory));
    roots.addAll(Arrays.asList(args).subList(4, args.length));
    for (String root : roots) {
      run(root, names, model, frames / 2);
    }
    double[][] ratios = new double[roots.size()][rounds];
    double[][] rates = new double[roots.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < roots.size(); i++) {
        int which = (i + round) % roots.size();
        rates[which][round] = run(roots.get(which), names, model, frames);
      }
      for (int which = 0; which < roots.size(); which++) {
        ratios[which][round] = rates[which][round] / rates[0][round];
        System.out.printf(
            "%d %s: %.1f/s, %.3f%n",
            round + 1, roots.get(which), rates[which][round], ratios[which][round]);
      }
    }
    for (int which = 0; which < roots.size(); which++) {
      System.out.printf(
          "median of %d: %s %.1f/s, ratio %.3f%n",
          rounds, roots.get(which), median(rates[which]), median(ratios[which]));
    }
    System.exit(0);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double run(String root, List<String> names, DetectSettings model, int frames)
      throws Exception {
    DONE.set(0);
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    List<String> uris = names.stream().map(name -> root + "/" + name).toList();
    List<String> used = new ArrayList<>(uris);
    AsyncDataStream.unorderedWait(
            env.fromSequence(0, frames + WARM_UP - 1)
                .map(i -> frame(used.get((int) (i % used.size())), i))
                .returns(AdmittedFrame.class)
                .rebalance(),
            new FetchAndDetectFunction(
                OnnxFrameAnalyzerFactory.ofLocalModel(model),
                defaults(),
                List.of(root),
                InHandSettings.USUAL),
            0,
            TimeUnit.MILLISECONDS,
            FetchOptions.CAPACITY.option().defaultValue())
        .returns(DetectedFrame.class)
        .setParallelism(SUBTASKS)
        .map(StoreLatencyMeasurement::count)
        .returns(DetectedFrame.class)
        .sinkTo(new DiscardingSink<>());
    var cluster = FlinkCluster.shared();
    var job = cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
    cluster.requestJobResult(job).get().toJobExecutionResult(FlinkCluster.class.getClassLoader());
    return frames * 1e9 / (ENDED.get() - BEGAN.get());
  }

  private static DetectedFrame count(DetectedFrame frame) throws IOException {
    if (!frame.verdict().analysed()) {
      throw new IOException(frame.verdict().toString());
    }
    int done = DONE.incrementAndGet();
    if (done == WARM_UP) {
      BEGAN.set(System.nanoTime());
    }
    ENDED.set(System.nanoTime());
    return frame;
  }

  private static FetchSettings defaults() {
    return new FetchSettings(
        FetchOptions.CAPACITY.option().defaultValue(),
        FetchOptions.THREADS.option().defaultValue(),
        FetchOptions.READ_AHEAD.option().defaultValue(),
        FetchOptions.MAX_SIZE.option().defaultValue().getBytes(),
        FetchOptions.ATTEMPTS.option().defaultValue(),
        FetchOptions.RETRY_DELAY.option().defaultValue(),
        FetchOptions.TIMEOUT.option().defaultValue(),
        List.of());
  }

  private static AdmittedFrame frame(String uri, long number) {
    return new AdmittedFrame(
        new Envelope(
            new RecordCoordinates("frames", 0, number),
            1,
            0,
            true,
            0,
            null,
            null,
            new FrameReference("camera", uri, number, null, null, null),
            null),
        new RowId(0, number),
        new RowId(1, 0),
        0,
        number,
        0,
        false);
  }
}
