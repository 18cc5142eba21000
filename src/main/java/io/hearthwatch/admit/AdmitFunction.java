package io.hearthwatch.admit;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.Farewell;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.identity.RowIds;
import io.hearthwatch.metrics.Fate;
import io.hearthwatch.metrics.FateCounters;
import io.hearthwatch.metrics.JobMetric;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Drives {@link AdmissionRule} with Flink's keyed state; what is refused leaves by {@link
 * #REFUSED}.
 *
 * <p>A camera that is not heard any more is put to rest: its frames are forgotten here, and {@link
 * #FAREWELLS} has the later stages forget it. That happens only when the append time of its
 * partition has passed the maximal age of every frame that could still be compared with what is
 * forgotten, so it shows in no row, and when it happens does not matter. A processing-time timer
 * per camera that is not at rest looks after it; where the broker does not stamp append times there
 * is none, and nothing is put to rest.
 */
public final class AdmitFunction extends KeyedProcessFunction<String, Envelope, AdmittedFrame> {
  private static final long serialVersionUID = 1L;

  /** Ledger rows of frames that are not admitted. */
  public static final OutputTag<FrameOutcome> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(FrameOutcome.class));

  /** Cameras that the stages behind detection may forget. */
  public static final OutputTag<Farewell> FAREWELLS =
      new OutputTag<>("farewells", TypeInformation.of(Farewell.class));

  /** A look that came too early is repeated no sooner. */
  private static final long LOOK_AGAIN_MILLIS = 3_600_000;

  private final AdmissionRule rule;
  private final RowIds ids;
  private final long windowMillis;

  private transient ValueState<CameraClock> clock;
  private transient StateSeenFrames seen;
  private transient FateCounters turnedAway;
  private transient CameraLag lag;
  private transient AppendProgress progress;
  private transient Histogram captureToAppendMillis;

  /**
   * @param rule decides
   * @param ids derive the batch of an admitted frame
   * @param windowMillis length of the windows
   */
  public AdmitFunction(AdmissionRule rule, RowIds ids, long windowMillis) {
    this.rule = rule;
    this.ids = ids;
    this.windowMillis = windowMillis;
  }

  @Override
  public void open(OpenContext context) {
    clock =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("camera-clock", TypeInformation.of(CameraClock.class)));
    seen =
        new StateSeenFrames(
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>(
                        "seen-frames", TypeInformation.of(RowId.class), Types.LONG)));
    progress = new AppendProgress();
    register(getRuntimeContext().getMetricGroup());
  }

  private void register(MetricGroup metrics) {
    lag = new CameraLag();
    turnedAway = new FateCounters(metrics, Fate.AT_ADMISSION);
    captureToAppendMillis = JobMetric.CAPTURE_TO_APPEND.histogram(metrics);
    JobMetric.CAMERA_CLOCK_LAG.gauge(
        metrics, (Gauge<Long>) () -> lag.mostMillis(System.currentTimeMillis()));
    JobMetric.CAMERAS_HEARD.gauge(
        metrics, (Gauge<Integer>) () -> lag.cameras(System.currentTimeMillis()));
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<AdmittedFrame> out)
      throws Exception {
    CameraClock before = clock.value();
    Admission admission = rule.decide(envelope, before, seen);
    if (envelope.brokerStamped()) {
      progress.note(envelope.coordinates().partition(), envelope.appendedAtMillis());
      captureToAppendMillis.update(
          envelope.appendedAtMillis()
              - Math.floorDiv(envelope.reference().capturedAtMicros(), 1000L));
    }
    if (!admission.admitted()) {
      turnedAway.count(admission.refusal());
      context.output(
          REFUSED, FrameOutcome.notAdmitted(envelope, admission.frameId(), admission.refusal()));
      return;
    }
    boolean watched = before != null && before.watched();
    if (!watched && envelope.brokerStamped()) {
      lookAfter(context.timerService(), rule.patienceMillis());
      watched = true;
    }
    clock.update(admission.next().heard(envelope.coordinates().partition(), watched));
    lag.note(context.getCurrentKey(), admission.clockMicros(), System.currentTimeMillis());
    out.collect(
        new AdmittedFrame(
            envelope,
            admission.frameId(),
            ids.batch(context.getCurrentKey(), admission.windowStartMillis(), windowMillis),
            admission.windowStartMillis(),
            admission.sequence(),
            admission.clockMicros(),
            admission.outOfOrder(),
            admission.retry(),
            before != null && before.resting()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<AdmittedFrame> out)
      throws Exception {
    CameraClock last = clock.value();
    long outOfReach = rule.outOfReachFromMillis(last.latestCapturedMicros());
    if (!progress.passed(last.partition(), outOfReach)) {
      long stillOpen = outOfReach - context.timerService().currentProcessingTime();
      lookAfter(context.timerService(), Math.max(LOOK_AGAIN_MILLIS, stillOpen));
      return;
    }
    seen.forgetAll();
    clock.update(last.atRest());
    context.output(FAREWELLS, new Farewell(context.getCurrentKey(), last.nextSequence()));
  }

  private static void lookAfter(TimerService timers, long afterMillis) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + afterMillis);
  }

  /** The current camera's remembered frames, each with the start of its window. */
  private record StateSeenFrames(MapState<RowId, Long> windowStarts) implements SeenFrames {

    @Override
    public boolean contains(RowId frameId) throws Exception {
      return windowStarts.contains(frameId);
    }

    @Override
    public void add(RowId frameId, long windowStartMillis) throws Exception {
      windowStarts.put(frameId, windowStartMillis);
    }

    void forgetAll() {
      windowStarts.clear();
    }

    @Override
    public void forgetBefore(long windowStartMillis) throws Exception {
      Iterator<Map.Entry<RowId, Long>> frames = windowStarts.iterator();
      while (frames.hasNext()) {
        if (frames.next().getValue() < windowStartMillis) {
          frames.remove();
        }
      }
    }
  }
}
