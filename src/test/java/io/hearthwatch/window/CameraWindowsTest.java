package io.hearthwatch.window;

import static io.hearthwatch.testing.CameraTape.WINDOW_MILLIS;
import static io.hearthwatch.testing.CameraTape.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.testing.CameraTape;
import io.hearthwatch.testing.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraWindowsTest {
  private static final WindowSettings SETTINGS =
      new WindowSettings(
          Duration.ofMillis(WINDOW_MILLIS),
          Duration.ofMinutes(5),
          Duration.ofHours(2),
          Duration.ofSeconds(30),
          5000,
          9000);
  private static final long DAY = 20_000L * 86_400_000L;

  private final MemoryStore<WindowState> store = new MemoryStore<>();
  private final CameraWindows windows = new CameraWindows(SETTINGS, store);
  private final CameraTape tape = new CameraTape("yard", 2000);
  private final List<Batch> out = new ArrayList<>();
  private CameraClock clock = CameraClock.START;

  @Test
  void windowClosesExactlyWhenTheClockReachesItsEnd() throws Exception {
    add(tape.frame(DAY));
    add(tape.frame(DAY + 91_999));
    assertThat(out).isEmpty();
    add(tape.frame(DAY + 92_000));
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::stage, Batch::closedBy)
        .containsExactly(tuple(DAY, Stage.CLOSED, "clock"));
    assertThat(out.get(0).windowEndMillis()).isEqualTo(DAY + 90_000);
  }

  @Test
  void countsWhatLiesAtOrAboveTheThreshold() throws Exception {
    add(tape.frame(DAY + 3, seen("person", 8000), seen("person", 6000), seen("car", 5000)));
    add(tape.failed(DAY + 1));
    add(tape.frame(DAY + 9, seen("person", 7000), seen("car", 4999), seen("vase", 5001)));
    add(tape.frame(DAY + 200_000));

    Batch batch = out.get(0);
    assertThat(batch.classes())
        .containsOnlyKeys("person", "car", "vase")
        .containsEntry(
            "person", new ClassTally(3, 2, 2, 8000, 21_000, (DAY + 3) * 1000, (DAY + 9) * 1000))
        .containsEntry(
            "car", new ClassTally(1, 1, 1, 5000, 5000, (DAY + 3) * 1000, (DAY + 3) * 1000));
    assertThat(batch.detections()).isEqualTo(5);
    assertThat(batch.framesAnalysed()).isEqualTo(2);
    assertThat(batch.framesFailed()).isEqualTo(1);
    assertThat(batch.revision()).isEqualTo(3);
    assertThat(batch.firstCapturedMicros()).isEqualTo((DAY + 1) * 1000);
    assertThat(batch.lastCapturedMicros()).isEqualTo((DAY + 9) * 1000);
    assertThat(batch.topic()).isEqualTo("frames");
    assertThat(batch.partition()).isEqualTo(3);
    assertThat(batch.firstOffset()).isEqualTo(1000);
    assertThat(batch.lastOffset()).isEqualTo(1002);
    assertThat(batch.keyFrame().detection()).isEqualTo(seen("person", 8000));
    assertThat(batch.keyFrame().capturedAtMicros()).isEqualTo((DAY + 3) * 1000);
  }

  @Test
  void oneFrameClosesSeveralWindowsInOrderAndForgetsTheOldOnes() throws Exception {
    add(tape.frame(DAY + 89_000));
    add(tape.frame(DAY + 91_000));
    add(tape.frame(DAY + 90_500, seen("dog", 6000)));
    add(tape.frame(DAY + 2 * 3_600_000));
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::revision, Batch::stage)
        .containsExactly(tuple(DAY, 1L, Stage.CLOSED), tuple(DAY + 90_000, 2L, Stage.CLOSED));
    assertThat(store.numbers()).as("lateness is over").containsExactly(DAY + 2 * 3_600_000);
  }

  @Test
  void frameWithinTheLatenessRevisesAtOnce() throws Exception {
    add(tape.frame(DAY + 1000));
    add(tape.frame(DAY + 100_000));
    add(tape.frame(DAY + 2000, seen("person", 9900)));
    add(tape.failed(DAY + 3000));
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::revision, Batch::stage)
        .containsExactly(
            tuple(DAY, 1L, Stage.CLOSED),
            tuple(DAY, 2L, Stage.CLOSED),
            tuple(DAY, 3L, Stage.CLOSED));
    assertThat(out.get(2).framesFailed()).isEqualTo(1);
    assertThat(out.get(2).classes()).containsKey("person");
  }

  @Test
  void shedFramesCountAsShedAndNoOtherAttemptAtThemCounts() throws Exception {
    add(tape.frame(DAY + 1000));
    DetectedFrame shed = tape.shed(DAY + 2000);
    add(shed);
    add(tape.failed(DAY + 3000));
    assertThat(
            windows
                .retry(clock, tape.retry(shed, Verdict.ANALYSED, seen("person", 9900)), out::add)
                .outcome())
        .isEqualTo(Outcome.DUPLICATE);
    add(tape.frame(DAY + 200_000));

    assertThat(out)
        .extracting(
            Batch::revision,
            Batch::framesAnalysed,
            Batch::framesFailed,
            Batch::framesShed,
            Batch::framesRecovered,
            Batch::lastCapturedMicros,
            Batch::detections)
        .containsExactly(tuple(3L, 1, 1, 1, 0, (DAY + 3000) * 1000, 0));
  }

  @Test
  void aWindowIsNotKeptForItsShedFrames() throws Exception {
    add(tape.shed(DAY));
    add(tape.frame(DAY + 3_600_000));

    assertThat(store.numbers()).containsExactly(DAY + 3_600_000);
  }

  @Test
  void lateFirstFrameOfAWindowClosesItAtOnceAndItsLatenessEnds() throws Exception {
    add(tape.frame(DAY + 200_000));
    add(tape.frame(DAY + 1000));
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::revision, Batch::stage)
        .containsExactly(tuple(DAY, 1L, Stage.CLOSED));
    add(tape.frame(DAY + 2000));
    assertThat(out).hasSize(2);
    add(tape.frame(DAY + 392_000));
    assertThat(store.numbers()).doesNotContain(DAY);
  }

  @Test
  void withoutLatenessWindowsAreForgottenAsTheyClose() throws Exception {
    CameraWindows strict =
        new CameraWindows(
            new WindowSettings(
                Duration.ofMillis(WINDOW_MILLIS),
                Duration.ZERO,
                Duration.ofHours(2),
                Duration.ofSeconds(30),
                5000,
                9000),
            store);
    clock = strict.add(clock, tape.frame(DAY), out::add);
    clock = strict.add(clock, tape.frame(DAY + 92_000), out::add);
    assertThat(out).hasSize(1);
    assertThat(store.numbers()).containsExactly(DAY + 90_000);
  }

  @Test
  void urgentPersonGivesOneProvisionalBatchPerWindow() throws Exception {
    add(tape.frame(DAY, seen("car", 9900), seen("person", 8999)));
    assertThat(out).isEmpty();
    add(tape.frame(DAY + 1000, seen("person", 9000)));
    add(tape.frame(DAY + 2000, seen("person", 9500)));
    assertThat(out)
        .extracting(Batch::stage, Batch::closedBy, Batch::revision)
        .containsExactly(tuple(Stage.PROVISIONAL, "urgency", 2L));
    add(tape.frame(DAY + 92_000, seen("person", 9500)));
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::stage, Batch::revision)
        .containsExactly(
            tuple(DAY, Stage.PROVISIONAL, 2L),
            tuple(DAY + 90_000, Stage.PROVISIONAL, 1L),
            tuple(DAY, Stage.CLOSED, 3L));
  }

  @Test
  void urgencyInAClosedWindowOnlyRevises() throws Exception {
    add(tape.frame(DAY));
    add(tape.frame(DAY + 92_000));
    add(tape.frame(DAY + 5000, seen("person", 9900)));
    assertThat(out).extracting(Batch::stage).containsExactly(Stage.CLOSED, Stage.CLOSED);
  }

  @Test
  void silenceWritesEachRevisionOfAnOpenWindowOnce() throws Exception {
    add(tape.frame(DAY + 89_000));
    add(tape.frame(DAY + 90_000));
    windows.writeInterim(out::add);
    windows.writeInterim(out::add);
    assertThat(windows.unwritten()).isFalse();
    add(tape.frame(DAY + 89_500));
    assertThat(windows.unwritten()).isTrue();
    windows.writeInterim(out::add);
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::stage, Batch::closedBy, Batch::revision)
        .containsExactly(
            tuple(DAY, Stage.INTERIM, "silence", 1L),
            tuple(DAY + 90_000, Stage.INTERIM, "silence", 1L),
            tuple(DAY, Stage.INTERIM, "silence", 2L));
  }

  @Test
  void windowsAroundTheEpochFollowTheSameArithmetic() throws Exception {
    add(tape.frame(-1));
    add(tape.frame(0));
    add(tape.frame(2000));
    assertThat(out)
        .extracting(Batch::windowStartMillis, Batch::windowEndMillis)
        .containsExactly(tuple(-90_000L, 0L));
  }

  @Test
  void clockThatGoesBackIsRefused() throws Exception {
    add(tape.frame(DAY + 5000));
    CameraTape other = new CameraTape("yard", 2000);
    assertThatThrownBy(() -> add(other.frame(DAY)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("camera yard, frame number 0")
        .hasMessageContaining("clock went back");
  }

  @Test
  void frameOfAForgottenWindowIsRefused() throws Exception {
    add(tape.frame(DAY + 391_999));
    add(tape.frame(DAY));
    add(tape.frame(DAY + 392_000));
    assertThatThrownBy(() -> add(tape.frame(DAY)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its window was forgotten");
  }

  @Test
  void frameInTheWrongWindowIsRefused() {
    AdmittedFrame right = tape.frame(DAY).frame();
    AdmittedFrame wrong =
        new AdmittedFrame(
            right.envelope(),
            right.frameId(),
            right.batchId(),
            DAY - 90_000,
            right.sequence(),
            right.clockMicros(),
            right.outOfOrder());
    DetectedFrame frame = tape.frame(DAY);
    assertThatThrownBy(
            () ->
                add(
                    new DetectedFrame(
                        wrong,
                        frame.width(),
                        frame.height(),
                        frame.detections(),
                        frame.verdict(),
                        frame.attempts())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not the one of 90000 ms around it");
  }

  @Test
  void whatRepeatsARecoveredFrameIsADuplicateAlsoWhenItsWindowTakesNoOtherFrames()
      throws Exception {
    DetectedFrame failed = tape.failed(DAY);
    add(failed);
    add(tape.frame(DAY + 3_600_000));
    assertThat(retry(failed)).isEqualTo(Verdict.ANALYSED);
    assertThat(retry(failed).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(retry(tape.failed(DAY + 1)).outcome()).isEqualTo(Outcome.LATE);
    assertThat(out).last().extracting(Batch::framesRecovered).isEqualTo(1);
  }

  @Test
  void aWindowInWhichAFrameWasRecoveredIsToBeWrittenAgainInSilence() throws Exception {
    DetectedFrame failed = tape.failed(DAY);
    add(failed);
    windows.writeInterim(out::add);
    assertThat(windows.unwritten()).isFalse();
    retry(failed);
    assertThat(windows.unwritten()).isTrue();
    windows.writeInterim(out::add);
    assertThat(out)
        .extracting(Batch::stage, Batch::revision, Batch::framesRecovered)
        .containsExactly(tuple(Stage.INTERIM, 1L, 0), tuple(Stage.INTERIM, 1L, 1));
  }

  @Test
  void noMoreThanAThousandWindowsAreKeptForTheirFailuresAndTheOldestGo() throws Exception {
    CameraWindows patient =
        new CameraWindows(
            new WindowSettings(
                SETTINGS.length(),
                SETTINGS.allowedLateness(),
                Duration.ofDays(7),
                SETTINGS.interimAfter(),
                5000,
                9000),
            store);
    List<DetectedFrame> failed = new ArrayList<>();
    for (int window = 0; window < CameraWindows.MOST_KEPT + 10; window++) {
      failed.add(tape.failed(DAY + window * WINDOW_MILLIS));
      clock = patient.add(clock, failed.get(window), batch -> {});
    }
    clock = patient.add(clock, tape.frame(DAY + 2_000 * WINDOW_MILLIS), batch -> {});

    assertThat(store.numbers()).hasSize(CameraWindows.MOST_KEPT + 1);
    assertThat(patient.retry(clock, again(failed.get(9)), out::add).outcome())
        .isEqualTo(Outcome.LATE);
    assertThat(patient.retry(clock, again(failed.get(10)), out::add)).isEqualTo(Verdict.ANALYSED);
  }

  private Verdict retry(DetectedFrame original) throws Exception {
    return windows.retry(clock, again(original), out::add);
  }

  private DetectedFrame again(DetectedFrame original) {
    return tape.retry(original, Verdict.ANALYSED, seen("cat", 6000));
  }

  private void add(DetectedFrame frame) throws Exception {
    clock = windows.add(clock, frame, out::add);
  }
}
