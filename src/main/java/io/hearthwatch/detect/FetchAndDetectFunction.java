package io.hearthwatch.detect;

import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.fetch.Fetched;
import io.hearthwatch.fetch.PictureBudget;
import io.hearthwatch.fetch.PictureFetcher;
import io.hearthwatch.fetch.StoredPictures;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.metrics.Fate;
import io.hearthwatch.metrics.FateCounters;
import io.hearthwatch.metrics.JobMetric;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches and searches each admitted frame: exactly one result for each, in any order.
 *
 * <p>Reads run ahead on the fetcher's threads; one thread of this subtask searches the pictures, so
 * the operator's parallelism is the number of inferences under way. The task thread only hands
 * over, and checkpoints keep the frames in hand as input: neither a slow model nor a backlog holds
 * a barrier up.
 *
 * <p>Metrics, since the start of the subtask: those of {@link JobMetric} for {@code
 * detect-objects}; of the frame cache only where there is one, as {@link CacheCounters} has them.
 */
public final class FetchAndDetectFunction extends RichAsyncFunction<AdmittedFrame, DetectedFrame> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(FetchAndDetectFunction.class);

  private final FrameAnalyzerFactory analyzers;
  private final FetchSettings settings;
  private final List<String> allowedRoots;
  private final InHandSettings inHand;

  private transient PictureBudget.Part room;
  private transient SearchedFrame searched;
  private transient FrameAnalyzer analyzer;
  private transient PictureFetcher fetcher;
  private transient ExecutorService inference;
  private transient volatile boolean closing;
  private transient FateCounters turnedAway;
  private transient Histogram fetchMicros;
  private transient Histogram inferenceWaitMicros;
  private transient Histogram prepareMicros;
  private transient Histogram inferenceMicros;

  /**
   * @param analyzers opens one analyzer per subtask
   * @param settings bounds of the reads
   * @param allowedRoots canonical URIs under which pictures may be read
   * @param inHand where the frame in hand is written down, and which are not touched
   */
  public FetchAndDetectFunction(
      FrameAnalyzerFactory analyzers,
      FetchSettings settings,
      List<String> allowedRoots,
      InHandSettings inHand) {
    this.inHand = inHand;
    this.analyzers = analyzers;
    this.settings = settings;
    this.allowedRoots = List.copyOf(allowedRoots);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    String subtask = Integer.toString(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    room = PictureBudget.OF_PROCESS.take(settings, LOG::warn);
    registerMetrics(getRuntimeContext().getMetricGroup());
    Counter leftInHand =
        JobMetric.FRAMES_LEFT_IN_HAND.counter(getRuntimeContext().getMetricGroup());
    searched = SearchedFrame.open(inHand, leftInHand::inc);
    analyzer = analyzers.open();
    analyzer.cacheCounters().ifPresent(this::register);
    fetcher =
        new PictureFetcher(
            StoredPictures.of(allowedRoots, settings), settings, room, "fetch-" + subtask);
    inference =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "detect-" + subtask);
              thread.setDaemon(true);
              return thread;
            });
  }

  private void registerMetrics(MetricGroup metrics) {
    turnedAway = new FateCounters(metrics, Fate.AT_DETECTION);
    fetchMicros = JobMetric.FETCH.histogram(metrics);
    inferenceWaitMicros = JobMetric.INFERENCE_WAIT.histogram(metrics);
    prepareMicros = JobMetric.PREPARE.histogram(metrics);
    inferenceMicros = JobMetric.INFERENCE.histogram(metrics);
  }

  private void register(CacheCounters counters) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    JobMetric.FRAME_CACHE_HITS.gauge(metrics, (Gauge<Long>) counters::hits);
    JobMetric.FRAME_CACHE_MISSES.gauge(metrics, (Gauge<Long>) counters::misses);
    JobMetric.FRAME_CACHE_BROKEN_ENTRIES.gauge(metrics, (Gauge<Long>) counters::brokenEntries);
    JobMetric.FRAME_CACHE_BYTES_WRITTEN.gauge(metrics, (Gauge<Long>) counters::bytesWritten);
    JobMetric.FRAME_CACHE_EVICTIONS.gauge(metrics, (Gauge<Long>) counters::evictions);
    JobMetric.FRAME_CACHE_FAILURES.gauge(metrics, (Gauge<Long>) counters::failures);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Whatever happens ends in the result's own future.
  public void asyncInvoke(AdmittedFrame frame, ResultFuture<DetectedFrame> result) {
    RecordCoordinates record = frame.envelope().coordinates();
    if (inHand.skipped().contains(record)) {
      // Also one that was admitted before anybody knew of it, and comes out of a checkpoint.
      Verdict verdict =
          Verdict.rejected(Reason.SKIPPED, record + " is to be skipped (detect.skip-offsets)");
      deliver(result, notSearched(frame, null, null, verdict, 0));
      return;
    }
    if (frame.envelope().verdict() != null) {
      // Shed: neither fetched nor searched, but it keeps its number and its window.
      deliver(result, notSearched(frame, null, null, frame.envelope().verdict(), 0));
      return;
    }
    long arrived = System.nanoTime();
    fetcher
        .fetch(frame.envelope().reference().uri())
        .whenComplete(
            (fetched, error) -> {
              fetchMicros.update(microsSince(arrived));
              if (error != null) {
                fail(result, error);
              } else if (fetched.bytes() == null) {
                Verdict verdict =
                    Verdict.rejected(fetched.failure().reason(), fetched.failure().getMessage());
                deliver(result, notSearched(frame, null, null, verdict, fetched.attempts()));
              } else {
                analyseLater(frame, fetched, result);
              }
            });
  }

  private void analyseLater(
      AdmittedFrame frame, Fetched fetched, ResultFuture<DetectedFrame> result) {
    long inMemory = System.nanoTime();
    try {
      inference.execute(
          () -> {
            inferenceWaitMicros.update(microsSince(inMemory));
            try {
              deliver(result, analyse(frame, fetched));
            } catch (Throwable defect) {
              fail(result, defect);
            } finally {
              fetcher.release(fetched);
            }
          });
    } catch (RejectedExecutionException rejected) {
      fail(result, rejected);
    }
  }

  private void deliver(ResultFuture<DetectedFrame> result, DetectedFrame detected) {
    if (!detected.verdict().analysed()) {
      turnedAway.count(detected.verdict());
    }
    unlessEnded(() -> result.complete(List.of(detected)));
  }

  /**
   * Fails the task from its own thread. {@code completeExceptionally} would take the frame out of
   * the operator's queue and have the task cancelled from outside: a checkpoint taken in between
   * would complete without the frame.
   */
  private void fail(ResultFuture<DetectedFrame> result, Throwable error) {
    unlessEnded(
        () ->
            result.complete(
                () -> {
                  throw new IllegalStateException("a frame could not be analysed", error);
                }));
  }

  /**
   * A frame that the task's end overtakes has neither come out nor failed: the checkpoint holds it,
   * and whoever restores that takes it up again. The task stops listening before it closes this
   * function.
   */
  private void unlessEnded(Runnable handOver) {
    if (closing) {
      return;
    }
    try {
      handOver.run();
    } catch (RejectedExecutionException ended) {
      LOG.debug("the task ended before it took a result", ended);
    }
  }

  private DetectedFrame analyse(AdmittedFrame frame, Fetched fetched) {
    try {
      FrameReference reference = frame.envelope().reference();
      PictureClaims.checkBytes(reference, fetched.bytes());
      long began = System.nanoTime();
      searched.take(frame);
      Analysis analysis =
          analyzer.analyse(fetched.bytes(), header -> PictureClaims.checkSize(reference, header));
      inferenceMicros.update(analysis.inferenceNanos() / 1000);
      prepareMicros.update(microsSince(began) - analysis.inferenceNanos() / 1000);
      return new DetectedFrame(
          // Whether another attempt counts is decided behind this stage: it may need its record
          // yet.
          frame.retry() ? frame : frame.withoutRaw(),
          analysis.width(),
          analysis.height(),
          analysis.detections(),
          Verdict.ANALYSED,
          fetched.attempts());
    } catch (FrameRejectedException e) {
      Verdict verdict = Verdict.rejected(e.reason(), e.getMessage());
      return notSearched(frame, e.width(), e.height(), verdict, fetched.attempts());
    } finally {
      searched.release();
    }
  }

  private static DetectedFrame notSearched(
      AdmittedFrame frame, Integer width, Integer height, Verdict verdict, int attempts) {
    return new DetectedFrame(frame, width, height, List.of(), verdict, attempts);
  }

  private static long microsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1000;
  }

  /** Also called after a failed {@code open}, with whatever of it had happened. */
  @Override
  public void close() throws Exception {
    closing = true;
    if (fetcher != null) {
      fetcher.close();
    }
    if (inference != null) {
      inference.shutdownNow();
    }
    if (analyzer != null) {
      // Waits for a frame that is being searched.
      analyzer.close();
    }
    if (searched != null) {
      searched.close();
    }
    if (room != null) {
      room.close();
    }
  }
}
