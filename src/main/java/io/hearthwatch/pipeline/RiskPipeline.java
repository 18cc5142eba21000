package io.hearthwatch.pipeline;

import io.hearthwatch.admit.AdmitFunction;
import io.hearthwatch.assess.AssessFunction;
import io.hearthwatch.assess.RiskRules;
import io.hearthwatch.detect.FetchAndDetectFunction;
import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.identity.RowIds;
import io.hearthwatch.ingest.AllowedRoots;
import io.hearthwatch.order.OrderFunction;
import io.hearthwatch.overload.ShedFunction;
import io.hearthwatch.store.DeadLetterTopic;
import io.hearthwatch.store.EventsTopic;
import io.hearthwatch.window.WindowFunction;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The whole job, from frame references to risk events:
 *
 * <pre>
 * source ─► shed ─► route ─► admit ─► fetch + detect ─► order ─► window ─► assess ─┬─► results (batch, event)
 *                     │        │            │                      │               └─► events topic
 *                     └────────┴────────────┴──────────────────────┴─► count ─► ledger (frame, detection); dead letters
 * </pre>
 *
 * <p>A frame above the capacity is only marked at shed. It passes the stages as all do, for its
 * number, its window and its row, and is neither fetched nor searched.
 *
 * <p>From route straight to window lead accepted gaps, which are rare: whatever was written of
 * their partition is written again. From admit past detect to order lead farewells to cameras that
 * are heard no more.
 *
 * <p>Every record's outcome reaches the ledger by exactly one of the four arrows into it: that of
 * another attempt at a frame by the last, for only where the order is restored it is known what
 * became of the first. Cameras keep their order up to detect, lose it there for the sake of
 * parallelism, and have it restored behind it. No watermark takes part (docs/decisions): each
 * camera's own clock travels on its frames.
 */
public final class RiskPipeline {
  /** Fixed for ever: savepoints cannot be restored with another. */
  static final int MAX_PARALLELISM = 1024;

  /** References in hand are never given up by time: a picture's retries are bounded by number. */
  private static final long NO_TIMEOUT = 0;

  private final PipelineParts parts;
  private final JobSettings settings;
  private final Parallelism parallelism;
  private final RowIds ids;

  /**
   * @param parts what the graph is connected to
   * @param settings valid settings
   */
  public RiskPipeline(PipelineParts parts, JobSettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.parallelism = settings.parallelism();
    this.ids = new RowIds(settings.resultVersion());
  }

  /** Adds the graph to an environment, which the caller then executes. */
  public void addTo(StreamExecutionEnvironment env) {
    requireWhatCorrectnessNeeds(env);

    SingleOutputStreamOperator<Envelope> references = read(env);
    SingleOutputStreamOperator<AdmittedFrame> admitted = admit(references);
    SingleOutputStreamOperator<DetectedFrame> detected = fetchAndDetect(admitted);
    SingleOutputStreamOperator<Batch> batches =
        window(
            order(detected, farewells(admitted)),
            references.getSideOutput(RouteFunction.ACCEPTED_GAPS));
    SingleOutputStreamOperator<AssessedBatch> assessed = assess(batches);

    DataStream<FrameOutcome> outcomes =
        references
            .getSideOutput(RouteFunction.UNREADABLE)
            .union(
                admitted.getSideOutput(AdmitFunction.REFUSED),
                account(detected),
                batches.getSideOutput(WindowFunction.RETRIED));
    writeLedger(outcomes);
    publishDeadLetters(outcomes);
    writeResults(assessed);
    publishEvents(assessed);
  }

  /** The rest of the engine's settings belongs to the cluster's configuration. */
  private static void requireWhatCorrectnessNeeds(StreamExecutionEnvironment env) {
    Configuration engine = new Configuration();
    engine.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    engine.set(PipelineOptions.GENERIC_TYPES, false);
    engine.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    if (!decidesAboutRocksDb(env.getConfiguration())) {
      engine.set(RocksDBOptions.OPTIONS_FACTORY, LogBesideData.class.getName());
    }
    env.configure(engine);
  }

  private static boolean decidesAboutRocksDb(ReadableConfig cluster) {
    return cluster.getOptional(RocksDBOptions.OPTIONS_FACTORY).isPresent()
        || cluster.getOptional(RocksDBConfigurableOptions.LOG_DIR).isPresent();
  }

  private SingleOutputStreamOperator<Envelope> read(StreamExecutionEnvironment env) {
    return env.fromSource(
            parts.source(),
            WatermarkStrategy.noWatermarks(),
            "Read frame references",
            TypeInformation.of(Envelope.class))
        .uid("read-references")
        .setParallelism(parallelism.ingest())
        .process(new ShedFunction(settings.overload()))
        .name("Shed frames")
        .uid("shed-frames")
        .setParallelism(parallelism.ingest())
        .process(new RouteFunction())
        .name("Route unreadable records")
        .uid("route-records")
        .setParallelism(parallelism.ingest());
  }

  private SingleOutputStreamOperator<AdmittedFrame> admit(DataStream<Envelope> references) {
    return references
        .keyBy(envelope -> envelope.reference().cameraId())
        .process(
            new AdmitFunction(
                parts.admission(), ids, settings.admission().windowLength().toMillis()))
        .name("Admit frames")
        .uid("admit-frames")
        .setParallelism(parallelism.admit());
  }

  private SingleOutputStreamOperator<DetectedFrame> fetchAndDetect(
      DataStream<AdmittedFrame> admitted) {
    return AsyncDataStream.unorderedWait(
            admitted.rebalance(),
            new FetchAndDetectFunction(
                parts.analyzers(),
                settings.fetch(),
                new AllowedRoots(settings.ingest().allowedRoots()).roots(),
                settings.inHand()),
            NO_TIMEOUT,
            TimeUnit.MILLISECONDS,
            settings.fetch().capacity())
        .returns(DetectedFrame.class)
        .name("Fetch frames and detect objects")
        .uid("detect-objects")
        .setParallelism(parallelism.detect());
  }

  /** Past detection, which has nothing to say about them. */
  private DataStream<DetectedFrame> farewells(SingleOutputStreamOperator<AdmittedFrame> admitted) {
    return admitted
        .getSideOutput(AdmitFunction.FAREWELLS)
        .map(DetectedFrame::farewell)
        .returns(DetectedFrame.class)
        .name("Say farewell to cameras")
        .uid("say-farewell")
        .setParallelism(parallelism.admit());
  }

  private SingleOutputStreamOperator<DetectedFrame> order(
      DataStream<DetectedFrame> detected, DataStream<DetectedFrame> farewells) {
    return detected
        .union(farewells)
        .keyBy(DetectedFrame::cameraId)
        .process(new OrderFunction())
        .name("Restore each camera's order")
        .uid("order-frames")
        .setParallelism(parallelism.order());
  }

  /** Gaps go to all subtasks: each has cameras of every partition. */
  private SingleOutputStreamOperator<Batch> window(
      DataStream<DetectedFrame> ordered, DataStream<AcceptedGap> gaps) {
    return ordered
        .keyBy(DetectedFrame::cameraId)
        .connect(gaps.broadcast(WindowFunction.GAP_ENDS))
        .process(new WindowFunction(settings.window(), settings.resultVersion(), parts.knownGaps()))
        .name("Gather windows")
        .uid("gather-windows")
        .setParallelism(parallelism.window());
  }

  private SingleOutputStreamOperator<AssessedBatch> assess(DataStream<Batch> batches) {
    return batches
        .map(new AssessFunction(new RiskRules(settings.risk(), ids)))
        .name("Assess risk")
        .uid("assess-risk")
        .setParallelism(parallelism.window());
  }

  private SingleOutputStreamOperator<FrameOutcome> account(DataStream<DetectedFrame> detected) {
    int thresholdE4 = settings.detect().thresholdE4();
    return detected
        .flatMap(
            (DetectedFrame frame, Collector<FrameOutcome> rows) -> {
              if (!frame.frame().retry()) {
                rows.collect(FrameOutcome.admitted(frame, thresholdE4));
              }
            })
        .returns(FrameOutcome.class)
        .name("Account for admitted frames")
        .uid("account-frames")
        .setParallelism(parallelism.detect());
  }

  private void writeLedger(DataStream<FrameOutcome> outcomes) {
    outcomes
        .process(new CountOutcomesFunction(settings.resultVersion()))
        .name("Count outcomes")
        .uid("count-outcomes")
        .setParallelism(parallelism.store())
        .sinkTo(parts.ledger())
        .name("Write ledger and detections")
        .uid("write-ledger")
        .setParallelism(parallelism.store());
  }

  private void publishDeadLetters(DataStream<FrameOutcome> outcomes) {
    outcomes
        .filter(DeadLetterTopic::concerns)
        .name("Keep rejected records")
        .uid("keep-rejected")
        .setParallelism(parallelism.store())
        .sinkTo(parts.deadLetters())
        .name("Publish dead letters")
        .uid("publish-dead-letters")
        .setParallelism(parallelism.store());
  }

  /** By camera, so that no two subtasks ever write the same row. */
  private void writeResults(DataStream<AssessedBatch> assessed) {
    assessed
        .keyBy(result -> result.batch().cameraId())
        .sinkTo(parts.results())
        .name("Write batches and events")
        .uid("write-results")
        .setParallelism(parallelism.store());
  }

  private void publishEvents(DataStream<AssessedBatch> assessed) {
    assessed
        .filter(EventsTopic::concerns)
        .name("Keep batches with an event")
        .uid("keep-events")
        .setParallelism(parallelism.window())
        .keyBy(result -> result.batch().cameraId())
        .sinkTo(parts.events())
        .name("Publish events")
        .uid("publish-events")
        .setParallelism(parallelism.store());
  }
}
