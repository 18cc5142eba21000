package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtException;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.image.LetterboxWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast a model is on this machine: the model alone, without reading, decoding or resizing
 * pictures.
 *
 * @param callers threads that ran the model at the same time, on one shared session
 * @param intraOpThreads threads that ONNX Runtime used for each of them
 * @param runs pictures that all of them together got through
 * @param nanos wall time
 */
public record ModelTiming(int callers, int intraOpThreads, int runs, long nanos) {

  /** Pictures a second, all callers together. */
  public double perSecond() {
    return runs * 1e9 / nanos;
  }

  /** How long one caller waited for a picture on average, milliseconds. */
  public double millisPerRun() {
    return nanos / 1e6 * callers / runs;
  }

  /**
   * Runs a model on an empty picture for a while, after one run that is not counted.
   *
   * @param callers threads, at least 1
   * @param atLeast how long; every caller ends the run that it is in
   * @throws IOException when the file cannot be read
   * @throws OrtException when ONNX Runtime cannot load or run it
   * @throws UnsupportedModelException when it is of no known layout
   * @throws UnavailableProviderException when what it should run on is not to be had
   */
  public static ModelTiming measure(DetectSettings settings, int callers, Duration atLeast)
      throws IOException,
          OrtException,
          UnsupportedModelException,
          UnavailableProviderException,
          InterruptedException {
    ModelFile file = ModelFile.read(settings.model());
    List<ModelRun> runs = new ArrayList<>();
    try (SessionLease lease =
        SessionRegistry.shared().acquire(file, settings.options(), settings.intraOpThreads())) {
      RecognisedModel model =
          LayoutRecognition.recognise(ModelSignature.of(lease.session()), settings.options());
      try {
        for (int i = 0; i < callers; i++) {
          ModelRun run =
              new ModelRun(lease, model, new LetterboxWriter(model.layout().input()).tensor());
          runs.add(run);
          run.discard();
        }
        return measure(runs, settings.intraOpThreads(), atLeast);
      } finally {
        runs.forEach(ModelRun::close);
      }
    }
  }

  private static ModelTiming measure(List<ModelRun> runs, int intraOpThreads, Duration atLeast)
      throws OrtException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(runs.size());
    try {
      long start = System.nanoTime();
      List<Future<Integer>> counts = new ArrayList<>();
      for (ModelRun run : runs) {
        counts.add(
            threads.submit(
                () -> {
                  int count = 0;
                  do {
                    run.discard();
                    count++;
                  } while (System.nanoTime() - start < atLeast.toNanos());
                  return count;
                }));
      }
      int total = 0;
      for (Future<Integer> count : counts) {
        total += count.get();
      }
      return new ModelTiming(runs.size(), intraOpThreads, total, System.nanoTime() - start);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrtException cause) {
        throw cause;
      }
      throw new IllegalStateException("a run failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
