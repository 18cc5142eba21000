package io.hearthwatch.order;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Farewell;
import io.hearthwatch.metrics.JobMetric;
import io.hearthwatch.state.MapStateStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Emits each camera's frames in their sequence. Key: camera id. A farewell to a camera takes its
 * place in the sequence too, and leaves when all frames before it have left; then nothing of the
 * camera is kept.
 *
 * <p>Metrics: gauge {@code framesWaiting} (frames of this subtask that wait for an earlier one;
 * after a restore a camera counts again from its next frame on, which must come when frames of it
 * wait), counter {@code framesHeldBack} (frames that had to wait at all).
 */
public final class OrderFunction
    extends KeyedProcessFunction<String, DetectedFrame, DetectedFrame> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<SequenceProgress> progress;
  private transient SequenceBuffer<DetectedFrame> buffer;
  private transient Map<String, Integer> waitingByCamera;
  private transient volatile int framesWaiting;
  private transient Counter framesHeldBack;

  @Override
  public void open(OpenContext context) {
    progress =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("progress", TypeInformation.of(SequenceProgress.class)));
    buffer =
        new SequenceBuffer<>(
            new MapStateStore<>(
                getRuntimeContext()
                    .getMapState(
                        new MapStateDescriptor<>(
                            "waiting", Types.LONG, TypeInformation.of(DetectedFrame.class)))));
    waitingByCamera = new HashMap<>();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    JobMetric.FRAMES_WAITING.gauge(metrics, (Gauge<Integer>) () -> framesWaiting);
    framesHeldBack = JobMetric.FRAMES_HELD_BACK.counter(metrics);
  }

  @Override
  public void processElement(DetectedFrame frame, Context context, Collector<DetectedFrame> out)
      throws Exception {
    String cameraId = context.getCurrentKey();
    long number = frame.frame().sequence();
    SequenceProgress known = progress.value();
    if (frame.isFarewell()) {
      SequenceProgress before = known == null ? SequenceProgress.START : known;
      // One that comes behind the camera's next frame is out of date.
      if (number >= before.next()) {
        leaveOrWait(cameraId, before.until(number), out);
      }
      return;
    }
    SequenceProgress before = known == null ? start(frame.frame()) : known;
    SequenceProgress after =
        buffer
            .add(cameraId, before, number, frame, out::collect)
            .until(before.farewell() > number ? before.farewell() : 0);
    if (after.next() == before.next()) {
      framesHeldBack.inc();
    }
    leaveOrWait(cameraId, after, out);
    countWaiting(cameraId, after.waiting());
  }

  /** A camera that was forgotten goes on where it was. */
  private static SequenceProgress start(AdmittedFrame first) {
    return first.resumes() ? new SequenceProgress(first.sequence(), 0) : SequenceProgress.START;
  }

  private void leaveOrWait(String cameraId, SequenceProgress now, Collector<DetectedFrame> out)
      throws Exception {
    if (now.over()) {
      progress.clear();
      out.collect(DetectedFrame.farewell(new Farewell(cameraId, now.farewell())));
    } else {
      progress.update(now);
    }
  }

  private void countWaiting(String cameraId, int now) {
    Integer known =
        now == 0 ? waitingByCamera.remove(cameraId) : waitingByCamera.put(cameraId, now);
    framesWaiting = framesWaiting + now - (known == null ? 0 : known);
  }
}
