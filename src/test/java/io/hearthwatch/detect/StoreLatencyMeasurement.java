package io.hearthwatch.detect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
 * turn from files and from a web server that answers after a while. No broker and no database take
 * part, so whatever the store idles is seen.
 *
 * <pre>
 * mvn test-compile
 * java -cp 'target/test-classes:target/classes:target/lib/*' \
 *     io.hearthwatch.detect.StoreLatencyMeasurement DIR MODEL [FRAMES [PAIRS [DELAY_MS]]]
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
   * Prints a line for each pair and the medians.
   *
   * @param args directory of JPEG files, model, then frames a run (500), pairs (5), delay (50 ms)
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]).toRealPath();
    DetectSettings model = new DetectSettings(args[1], 5_000, 1_000, 1, 50_000_000);
    int frames = args.length > 2 ? Integer.parseInt(args[2]) : 500;
    int pairs = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    int delayMillis = args.length > 4 ? Integer.parseInt(args[4]) : 50;
    List<String> names;
    try (Stream<Path> files = Files.walk(directory)) {
      names =
          files
              .filter(file -> file.toString().endsWith(".jpg"))
              .map(file -> directory.relativize(file).toString())
              .sorted()
              .toList();
    }
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    // Else the server's second write waits 40 ms for the client to acknowledge the first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server = serve(directory, threads, delayMillis);
    String web = "http://127.0.0.1:" + server.getAddress().getPort();
    String local = "file://" + directory;
    double[] files = new double[pairs];
    double[] remote = new double[pairs];
    double[] ratios = new double[pairs];
    run(local, names, model, frames / 2);
    run(web, names, model, frames / 2);
    for (int i = 0; i < pairs; i++) {
      boolean localFirst = i % 2 == 0;
      double first = run(localFirst ? local : web, names, model, frames);
      double second = run(localFirst ? web : local, names, model, frames);
      files[i] = localFirst ? first : second;
      remote[i] = localFirst ? second : first;
      ratios[i] = remote[i] / files[i];
      System.out.printf("file %.1f/s, web %.1f/s, ratio %.3f%n", files[i], remote[i], ratios[i]);
    }
    System.out.printf(
        "median of %d pairs: file %.1f/s, web after %d ms %.1f/s, ratio %.3f%n",
        pairs, median(files), delayMillis, median(remote), median(ratios));
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

  private static HttpServer serve(Path directory, ScheduledExecutorService threads, int delayMillis)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange ->
            threads.schedule(
                () -> answer(exchange, directory), delayMillis, TimeUnit.MILLISECONDS));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, Path directory) {
    URI uri = exchange.getRequestURI();
    try (exchange) {
      byte[] bytes = Files.readAllBytes(directory.resolve(uri.getPath().substring(1)));
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
