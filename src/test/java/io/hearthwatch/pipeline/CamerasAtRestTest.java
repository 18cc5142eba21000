package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.RowId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What stays of cameras that are heard no more, and that nothing shows of it. */
class CamerasAtRestTest {
  private static final long START = 1_795_161_600_000L;
  private static final long HOUR = 3_600_000L;
  private static final long HORIZON = CameraStages.MAX_AGE.toMillis() + 3 * HOUR;
  private static final int CAMERAS = 500;

  private long now = START + HOUR;

  @Test
  void aCameraThatWasHeardOnceLeavesItsClockAndNothingElse() throws Exception {
    try (CameraStages stages = new CameraStages(HashMapStateBackend::new)) {
      stages.advanceTo(START);
      for (int camera = 0; camera < CAMERAS; camera++) {
        stages.take("once-" + camera, START + camera);
      }
      assertThat(stages.entries())
          .as("clock and frames; progress; clock, watch and windows")
          .containsExactly(2 * CAMERAS, CAMERAS, 3 * CAMERAS);
      assertThat(stages.timers()).containsExactly(CAMERAS, 0, CAMERAS);

      busyUntil(stages, START + HORIZON - 4 * HOUR);
      assertThat(stages.entries().get(1))
          .as("progress, while frames of them could still come")
          .isEqualTo(CAMERAS + 1);
      busyUntil(stages, START + HORIZON + 2 * HOUR);
      assertThat(stages.entries()).containsExactly(CAMERAS + 2, 1, 3);
      assertThat(stages.timers()).as("of the one camera that is heard").containsExactly(1, 0, 0);
    }
  }

  /** The clock decides when it happens; frames, numbers and batches must not. */
  @Test
  void whetherItHappenedShowsInNoRow() throws Exception {
    try (CameraStages timed = new CameraStages(HashMapStateBackend::new);
        CameraStages untimed = new CameraStages(HashMapStateBackend::new)) {
      for (CameraStages stages : List.of(timed, untimed)) {
        if (stages == timed) {
          stages.advanceTo(START);
        }
        for (int frame = 0; frame < 5; frame++) {
          stages.take("porch", START + frame * 40_000L);
        }
        for (long hour = 1; hour * HOUR < HORIZON + 2 * HOUR; hour++) {
          stages.take("busy", START + hour * HOUR);
          if (stages == timed) {
            stages.advanceTo(START + hour * HOUR);
          }
        }
        for (int frame = 0; frame < 5; frame++) {
          stages.take("porch", START + 2 * HORIZON + frame * 40_000L);
        }
        stages.take("porch", START + 2 * HORIZON - 60_000L);
        stages.take("porch", START);
      }
      List<AdmittedFrame> admitted = timed.admitted();
      assertThat(admitted)
          .filteredOn(AdmittedFrame::resumes)
          .extracting(AdmittedFrame::cameraId, AdmittedFrame::sequence)
          .containsExactly(tuple("porch", 5L));
      assertThat(admitted)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("resumes")
          .isEqualTo(untimed.admitted());
      assertThat(last(timed)).isEqualTo(last(untimed)).hasSize(3);
    }
  }

  /** The last state of each window, but for how it came to be written. */
  private static Map<RowId, List<Long>> last(CameraStages stages) {
    Map<RowId, List<Long>> last = new HashMap<>();
    for (Batch batch : stages.batches()) {
      if (batch.cameraId().equals("porch")) {
        last.put(
            batch.batchId(), List.of(batch.revision(), batch.firstOffset(), batch.lastOffset()));
      }
    }
    return last;
  }

  /** One camera that is heard each hour, and the clock with it. */
  private void busyUntil(CameraStages stages, long untilMillis) throws Exception {
    for (; now <= untilMillis; now += HOUR) {
      stages.take("busy", now);
      stages.advanceTo(now + 60_000);
    }
  }
}
