package io.hearthwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Analyses pictures in plain threads, with nothing around it: the rate that a job on the same
 * machine can at best come near.
 */
public final class BareLoop {
  private BareLoop() {}

  /**
   * What a run took.
   *
   * @param frames pictures analysed
   * @param threads how many analysed at once
   * @param nanos wall time from the moment all analyzers were open and warm
   * @param inferenceNanos what of it the models took, summed over the threads
   */
  public record Result(int frames, int threads, long nanos, long inferenceNanos) {

    /** Pictures a second. */
    public double framesPerSecond() {
      return frames * 1e9 / nanos;
    }

    /** Which part of the threads' time the models took, 0 to 1; decoding took the rest. */
    public double inferenceShare() {
      return (double) inferenceNanos / ((double) nanos * threads);
    }
  }

  /**
   * Analyses the pictures round and round.
   *
   * @param factory opens one analyzer per thread; each analyses one picture before the clock starts
   * @param pictures bytes of at least one picture
   * @param threads threads, at least 1
   * @param frames pictures to analyse in all, at least 1
   * @throws Exception what an analyzer threw, a rejected picture included
   */
  public static Result run(
      FrameAnalyzerFactory factory, List<byte[]> pictures, int threads, int frames)
      throws Exception {
    if (pictures.isEmpty() || threads < 1 || frames < 1) {
      throw new IllegalArgumentException(
          "nothing to measure: %d pictures, %d threads, %d frames"
              .formatted(pictures.size(), threads, frames));
    }
    List<FrameAnalyzer> analyzers = new ArrayList<>();
    try {
      for (int i = 0; i < threads; i++) {
        FrameAnalyzer analyzer = factory.open();
        analyzers.add(analyzer);
        analyzer.analyse(pictures.get(0));
      }
      return measure(analyzers, pictures, frames);
    } finally {
      analyzers.forEach(FrameAnalyzer::close);
    }
  }

  private static Result measure(List<FrameAnalyzer> analyzers, List<byte[]> pictures, int frames)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(analyzers.size() + 1);
    ExecutorService threads = Executors.newFixedThreadPool(analyzers.size());
    try {
      List<Future<Long>> running = new ArrayList<>();
      for (FrameAnalyzer analyzer : analyzers) {
        Callable<Long> loop =
            () -> {
              start.await();
              long inferenceNanos = 0;
              for (int i = next.getAndIncrement(); i < frames; i = next.getAndIncrement()) {
                inferenceNanos +=
                    analyzer.analyse(pictures.get(i % pictures.size())).inferenceNanos();
              }
              return inferenceNanos;
            };
        running.add(threads.submit(loop));
      }
      start.await();
      long began = System.nanoTime();
      long inferenceNanos = 0;
      for (Future<Long> loop : running) {
        inferenceNanos += loop.get();
      }
      return new Result(frames, running.size(), System.nanoTime() - began, inferenceNanos);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      // Ends the other loops too when one of them failed.
      next.set(frames);
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }
}
