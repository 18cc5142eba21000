package io.hearthwatch.metrics;

import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Every metric that the job's operators give, beside those that Flink gives for every operator. A
 * name ends with its unit where it is not a plain number of things.
 *
 * <p>A metric with labels is registered once for each of their values, under the groups {@code
 * label.value}. In Prometheus a metric is called {@code flink_taskmanager_job_task_operator_}, its
 * labels' names each followed by {@code _}, and its name.
 */
public enum JobMetric {
  /** Records that left the graph at a stage, for the ledger. */
  RECORDS_TURNED_AWAY(
      "recordsTurnedAway",
      Kind.COUNTER,
      List.of("route-records", "admit-frames", "detect-objects", "gather-windows"),
      "records that came to their end at this stage without being searched",
      Fate.OUTCOME,
      Fate.REASON),
  /** From the camera's shot to the broker. */
  CAPTURE_TO_APPEND(
      "captureToAppendMillis",
      Kind.HISTOGRAM,
      List.of("admit-frames"),
      "from a frame's capture, by its camera's clock, to its record's append, by the broker's;"
          + " negative where the camera's clock is fast; frames of topics that stamp the append time"
          + " only"),
  /** How far behind the slowest camera is. */
  CAMERA_CLOCK_LAG(
      "cameraClockLagMillis",
      Kind.GAUGE,
      List.of("admit-frames"),
      "wall clock less camera clock, of the camera that is furthest behind among those heard within"
          + " the last hour; 0 when none was"),
  /** Cameras that the lag speaks of. */
  CAMERAS_HEARD(
      "camerasHeard",
      Kind.GAUGE,
      List.of("admit-frames"),
      "cameras of which this subtask admitted a frame within the last hour"),
  /** Getting the picture. */
  FETCH(
      "fetchMicros",
      Kind.HISTOGRAM,
      List.of("detect-objects"),
      "from a frame's arrival at the stage until its picture is in memory or given up: the wait for"
          + " a place in memory, reading, and pauses between attempts"),
  /** The queue in front of the model. */
  INFERENCE_WAIT(
      "inferenceWaitMicros",
      Kind.HISTOGRAM,
      List.of("detect-objects"),
      "how long a picture in memory waits for the subtask's one thread that searches; near 0 means"
          + " that reading is what limits"),
  /** All of the search but the model. */
  PREPARE(
      "prepareMicros",
      Kind.HISTOGRAM,
      List.of("detect-objects"),
      "searching one picture without the model's own run: checking, decoding and resizing it (or"
          + " reading it from the frame cache), and making detections of the model's numbers"),
  /** The model alone. */
  INFERENCE(
      "inferenceMicros",
      Kind.HISTOGRAM,
      List.of("detect-objects"),
      "the model's own run on one picture"),
  /** Frames that the cache spared decoding. */
  FRAME_CACHE_HITS(
      "frameCacheHits", Kind.GAUGE, List.of("detect-objects"), "frames read from the frame cache"),
  /** Frames that had to be decoded. */
  FRAME_CACHE_MISSES(
      "frameCacheMisses",
      Kind.GAUGE,
      List.of("detect-objects"),
      "frames that were not in the frame cache, or not whole"),
  /** Entries that could not be trusted. */
  FRAME_CACHE_BROKEN_ENTRIES(
      "frameCacheBrokenEntries",
      Kind.GAUGE,
      List.of("detect-objects"),
      "entries removed from the frame cache because they were not whole"),
  /** What the cache writes. */
  FRAME_CACHE_BYTES_WRITTEN(
      "frameCacheBytesWritten",
      Kind.GAUGE,
      List.of("detect-objects"),
      "bytes written into the frame cache, compressed"),
  /** What the cache drops for its limit. */
  FRAME_CACHE_EVICTIONS(
      "frameCacheEvictions",
      Kind.GAUGE,
      List.of("detect-objects"),
      "entries that this subtask removed to make room"),
  /** What the file system refuses the cache. */
  FRAME_CACHE_FAILURES(
      "frameCacheFailures",
      Kind.GAUGE,
      List.of("detect-objects"),
      "reads and writes of the frame cache that the file system refused"),
  /** What the order stage holds. */
  FRAMES_WAITING(
      "framesWaiting",
      Kind.GAUGE,
      List.of("order-frames"),
      "searched frames that wait for an earlier one of their camera; after a restore a camera counts"
          + " again from its next frame on"),
  /** How much the stages before it disturb the order. */
  FRAMES_HELD_BACK(
      "framesHeldBack",
      Kind.COUNTER,
      List.of("order-frames"),
      "frames that had to wait for an earlier one of their camera"),
  /** States of windows, by stage. */
  BATCHES_EMITTED(
      "batchesEmitted",
      Kind.COUNTER,
      List.of("gather-windows"),
      "states of windows that were written",
      "stage"),
  /** From a window's end to its event. */
  WINDOW_END_TO_ASSESSED(
      "windowEndToAssessedMillis",
      Kind.HISTOGRAM,
      List.of("assess-risk"),
      "from a window's end to the assessment of a closed state of it, by the wall clock; in a replay"
          + " as long ago as the frames are"),
  /** States of events, by level. */
  EVENTS_ASSESSED(
      "eventsAssessed",
      Kind.COUNTER,
      List.of("assess-risk"),
      "states of events that were assessed",
      "level"),
  /** The whole way of a record. */
  APPEND_TO_LEDGER(
      "appendToLedgerMillis",
      Kind.HISTOGRAM,
      List.of("count-outcomes"),
      "from a record's append to the hand-over of its outcome to the ledger's writer, which adds at"
          + " most store.batch-interval and the time of its flush"),
  /** The books: what stands in the ledger, by outcome and reason. */
  LEDGER_ROWS(
      "ledgerRows",
      Kind.GAUGE,
      List.of("count-outcomes"),
      "rows given to the ledger under this result version since the job began with empty state; kept"
          + " in checkpoints, so a failure, a restore or another parallelism changes no sum. At rest"
          + " the sums equal"
          + " `SELECT outcome, reason, count(*) FROM hearthwatch.frame` for the result version",
      Fate.OUTCOME,
      Fate.REASON);

  /** What kind of metric it is for Flink; for Prometheus a histogram is a summary. */
  public enum Kind {
    /** A number that grows while the subtask lives. */
    COUNTER,
    /** A number that is looked up. */
    GAUGE,
    /** Quantiles over the last {@value JobMetric#HISTOGRAM_SIZE} values. */
    HISTOGRAM
  }

  private static final int HISTOGRAM_SIZE = 1_000;

  private final String id;
  private final Kind kind;
  private final List<String> operators;
  private final String meaning;
  private final List<String> labels;

  JobMetric(String id, Kind kind, List<String> operators, String meaning, String... labels) {
    this.id = id;
    this.kind = kind;
    this.operators = operators;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** The name in Flink. */
  public String id() {
    return id;
  }

  /** What kind it is. */
  public Kind kind() {
    return kind;
  }

  /** Uids of the operators that give it. */
  public List<String> operators() {
    return operators;
  }

  /** What it says, for a person. */
  public String meaning() {
    return meaning;
  }

  /** The labels it is told apart by, in the order of their groups. */
  public List<String> labels() {
    return labels;
  }

  /** The name that Prometheus knows it by. */
  public String prometheusName() {
    StringBuilder name = new StringBuilder("flink_taskmanager_job_task_operator_");
    labels.forEach(label -> name.append(label).append('_'));
    return name.append(id).toString();
  }

  /**
   * Registers a counter that any thread may count with.
   *
   * @param values of the labels, in their order
   */
  public Counter counter(MetricGroup operator, String... values) {
    require(Kind.COUNTER);
    return group(operator, values).counter(id, new ThreadSafeSimpleCounter());
  }

  /**
   * Registers a gauge, which is read by another thread than the task's.
   *
   * @param values of the labels, in their order
   */
  public void gauge(MetricGroup operator, Gauge<? extends Number> gauge, String... values) {
    require(Kind.GAUGE);
    group(operator, values).gauge(id, gauge);
  }

  /** Registers a histogram that any thread may update; what it costs is paid by who reads it. */
  public Histogram histogram(MetricGroup operator) {
    require(Kind.HISTOGRAM);
    return group(operator).histogram(id, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
  }

  private void require(Kind other) {
    if (kind != other) {
      throw new IllegalArgumentException(id + " is a " + kind + ", not a " + other);
    }
  }

  private MetricGroup group(MetricGroup operator, String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(id + " has the labels " + labels);
    }
    MetricGroup group = operator;
    for (int i = 0; i < values.length; i++) {
      group = group.addGroup(labels.get(i), values[i]);
    }
    return group;
  }
}
