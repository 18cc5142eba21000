package io.hearthwatch.window;

import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.metrics.Fate;
import io.hearthwatch.metrics.FateCounters;
import io.hearthwatch.metrics.JobMetric;
import io.hearthwatch.state.MapStateStore;
import io.hearthwatch.state.ResultVersionState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Gathers each camera's frames into batches. Key: camera id; input in the camera's sequence.
 *
 * <p>The second input, broadcast, tells of accepted gaps: what the tables hold of windows that are
 * remembered here may count frames that are forgotten now, so all of that partition are written
 * again. The end of the last gap of each partition is kept, and stands on every batch of it from
 * then on. Gaps that the tables know of are kept from the start: without state, this job would
 * write what is lower than what stands there, and be refused.
 *
 * <p>Windows belong to the result version that they were opened under, and are not restored under
 * another ({@link ResultVersionState}).
 *
 * <p>One processing-time timer per camera at most, pending only while an open window holds frames
 * that no interim row counted.
 *
 * <p>Another attempt at a frame ends here: its ledger row leaves by {@link #RETRIED}.
 *
 * <p>Metrics: counter {@code stage.<stage>.batchesEmitted}, one per stage; {@code
 * recordsTurnedAway} of other attempts that were not needed or came too late.
 */
public final class WindowFunction
    extends KeyedBroadcastProcessFunction<String, DetectedFrame, AcceptedGap, Batch>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Ledger rows of other attempts at frames that were admitted before. */
  public static final OutputTag<FrameOutcome> RETRIED =
      new OutputTag<>("retried", TypeInformation.of(FrameOutcome.class));

  /** Ends of the last accepted gaps, by partition. */
  public static final MapStateDescriptor<String, Long> GAP_ENDS =
      new MapStateDescriptor<>("gap-ends", Types.STRING, Types.LONG);

  private static final MapStateDescriptor<Long, WindowState> WINDOWS =
      new MapStateDescriptor<>("windows", Types.LONG, TypeInformation.of(WindowState.class));

  private final WindowSettings settings;
  private final String resultVersion;
  private final List<AcceptedGap> knownGaps;

  private transient ValueState<CameraClock> clock;
  private transient ValueState<SilenceWatch> silence;
  private transient CameraWindows windows;
  private transient Map<Stage, Counter> batchesEmitted;
  private transient FateCounters turnedAway;

  /**
   * @param settings must be those of admission where both know them
   * @param resultVersion that the windows belong to
   * @param knownGaps the last accepted gaps that the tables know of
   */
  public WindowFunction(
      WindowSettings settings, String resultVersion, List<AcceptedGap> knownGaps) {
    this.settings = settings;
    this.resultVersion = resultVersion;
    this.knownGaps = List.copyOf(knownGaps);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ResultVersionState.keep(context, resultVersion);
    BroadcastState<String, Long> gapEnds =
        context.getOperatorStateStore().getBroadcastState(GAP_ENDS);
    for (AcceptedGap gap : knownGaps) {
      note(gap, gapEnds);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // What there is to keep is in state already.
  }

  @Override
  public void open(OpenContext context) {
    clock =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("clock", TypeInformation.of(CameraClock.class)));
    silence =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("silence", TypeInformation.of(SilenceWatch.class)));
    windows =
        new CameraWindows(settings, new MapStateStore<>(getRuntimeContext().getMapState(WINDOWS)));
    turnedAway = new FateCounters(getRuntimeContext().getMetricGroup(), Fate.AT_RETRY);
    batchesEmitted = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      batchesEmitted.put(
          stage,
          JobMetric.BATCHES_EMITTED.counter(getRuntimeContext().getMetricGroup(), stage.code()));
    }
  }

  @Override
  public void processElement(DetectedFrame frame, ReadOnlyContext context, Collector<Batch> out)
      throws Exception {
    ReadOnlyBroadcastState<String, Long> gapEnds = context.getBroadcastState(GAP_ENDS);
    if (frame.isFarewell()) {
      forget(context, batch -> emit(batch, gapEnds, out));
      return;
    }
    CameraClock before = clock.value() == null ? CameraClock.START : clock.value();
    CameraClock after = before;
    if (frame.frame().retry()) {
      if (!retry(before, frame, context, batch -> emit(batch, gapEnds, out))) {
        return;
      }
    } else {
      after = windows.add(before, frame, batch -> emit(batch, gapEnds, out));
      clock.update(after);
    }

    long now = context.timerService().currentProcessingTime();
    SilenceWatch watch = silence.value();
    Long timer = watch == null ? null : watch.timerMillis();
    boolean intoOpenWindow =
        !after.reached(frame.frame().windowStartMillis() + settings.length().toMillis());
    if (timer == null && intoOpenWindow) {
      timer = now + settings.interimAfter().toMillis();
      context.timerService().registerProcessingTimeTimer(timer);
    }
    silence.update(new SilenceWatch(now, timer));
  }

  /** Nothing of the camera is kept: none of its windows can change any more. */
  private void forget(ReadOnlyContext context, Consumer<Batch> out) throws Exception {
    windows.writeInterim(out);
    windows.forgetAll();
    SilenceWatch watch = silence.value();
    if (watch != null && watch.timerMillis() != null) {
      context.timerService().deleteProcessingTimeTimer(watch.timerMillis());
    }
    silence.clear();
    clock.clear();
  }

  /** Says whether the attempt counts. */
  private boolean retry(
      CameraClock now, DetectedFrame frame, ReadOnlyContext context, Consumer<Batch> out)
      throws Exception {
    Verdict verdict = windows.retry(now, frame, out);
    if (verdict.analysed()) {
      AdmittedFrame counted = frame.frame().withoutRaw();
      context.output(
          RETRIED,
          FrameOutcome.admitted(
              new DetectedFrame(
                  counted,
                  frame.width(),
                  frame.height(),
                  frame.detections(),
                  verdict,
                  frame.attempts()),
              settings.thresholdE4()));
      return true;
    }
    if (frame.verdict().analysed()) {
      turnedAway.count(verdict);
    }
    context.output(RETRIED, FrameOutcome.inVain(frame, verdict));
    return false;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Batch> out)
      throws Exception {
    ReadOnlyBroadcastState<String, Long> gapEnds = context.getBroadcastState(GAP_ENDS);
    long lastFrame = silence.value().lastFrameMillis();
    long silentFrom = lastFrame + settings.interimAfter().toMillis();
    Long timer = null;
    if (timestamp >= silentFrom) {
      windows.writeInterim(batch -> emit(batch, gapEnds, out));
    } else if (windows.unwritten()) {
      timer = silentFrom;
      context.timerService().registerProcessingTimeTimer(timer);
    }
    silence.update(new SilenceWatch(lastFrame, timer));
  }

  @Override
  public void processBroadcastElement(AcceptedGap gap, Context context, Collector<Batch> out)
      throws Exception {
    long end = note(gap, context.getBroadcastState(GAP_ENDS));
    context.applyToKeyedState(
        WINDOWS,
        (String camera, MapState<Long, WindowState> remembered) ->
            new CameraWindows(settings, new MapStateStore<>(remembered))
                .writeAgain(
                    gap.topic(), gap.partition(), batch -> emit(batch.withAfterGap(end), out)));
  }

  /** Returns the end of the last gap of that partition, which never goes back. */
  private static long note(AcceptedGap gap, BroadcastState<String, Long> gapEnds) throws Exception {
    String partition = partition(gap.topic(), gap.partition());
    Long before = gapEnds.get(partition);
    long end = before == null ? gap.end() : Math.max(before, gap.end());
    gapEnds.put(partition, end);
    return end;
  }

  private void emit(
      Batch batch, ReadOnlyBroadcastState<String, Long> gapEnds, Collector<Batch> out) {
    try {
      Long gapEnd = gapEnds.get(partition(batch.topic(), batch.partition()));
      emit(gapEnd == null ? batch : batch.withAfterGap(gapEnd), out);
    } catch (Exception e) {
      throw new IllegalStateException("the ends of accepted gaps cannot be read", e);
    }
  }

  private void emit(Batch batch, Collector<Batch> out) {
    batchesEmitted.get(batch.stage()).inc();
    out.collect(batch);
  }

  private static String partition(String topic, int partition) {
    return topic + "-" + partition;
  }
}
