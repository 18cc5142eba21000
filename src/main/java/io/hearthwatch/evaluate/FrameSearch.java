package io.hearthwatch.evaluate;

import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.detect.FrameRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a detector over labelled frames, in several threads with an analyzer each. */
final class FrameSearch {
  private FrameSearch() {}

  /**
   * Searches all frames.
   *
   * @param factory opens one analyzer per thread
   * @param frames at least one
   * @param threads at least 1
   * @return in the order of {@code frames}
   * @throws InvalidDataSetException when pictures were rejected, with all of them
   * @throws Exception when the model cannot be opened, or a file cannot be read
   */
  static List<SearchedFrame> search(
      FrameAnalyzerFactory factory, List<LabelledFrame> frames, int threads) throws Exception {
    SearchedFrame[] searched = new SearchedFrame[frames.size()];
    DataSetProblem[] rejected = new DataSetProblem[frames.size()];
    AtomicInteger next = new AtomicInteger();
    Callable<Void> loop =
        () -> {
          try (FrameAnalyzer analyzer = factory.open()) {
            for (int i = next.getAndIncrement(); i < frames.size(); i = next.getAndIncrement()) {
              try {
                searched[i] = search(analyzer, frames.get(i));
              } catch (FrameRejectedException e) {
                rejected[i] =
                    new DataSetProblem(
                        frames.get(i).picture().toString(),
                        0,
                        e.getMessage(),
                        "Repair the picture, or remove it and its label file.");
              }
            }
          }
          return null;
        };
    run(loop, Math.min(threads, frames.size()), next, frames.size());
    List<DataSetProblem> problems = new ArrayList<>();
    for (DataSetProblem problem : rejected) {
      if (problem != null) {
        problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDataSetException(problems);
    }
    return List.of(searched);
  }

  private static SearchedFrame search(FrameAnalyzer analyzer, LabelledFrame frame)
      throws FrameRejectedException, IOException {
    Analysis analysis = analyzer.analyse(Files.readAllBytes(frame.picture()));
    return new SearchedFrame(
        frame.name(),
        frame.picture(),
        frame.objects().stream().map(box -> box.in(analysis.width(), analysis.height())).toList(),
        analysis.detections());
  }

  private static void run(Callable<Void> loop, int threads, AtomicInteger next, int end)
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(callers.submit(loop));
      }
      for (Future<Void> caller : running) {
        caller.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      // Ends the other loops too when one of them failed.
      next.set(end);
      callers.shutdown();
      callers.awaitTermination(1, TimeUnit.MINUTES);
    }
  }
}
