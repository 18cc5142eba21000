package io.hearthwatch.window;

import static io.hearthwatch.testing.CameraTape.WINDOW_MILLIS;
import static io.hearthwatch.testing.CameraTape.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Farewell;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.testing.CameraTape;
import io.hearthwatch.testing.SnapshottingHarness;
import io.hearthwatch.testing.SnapshottingHarness.Arrival;
import io.hearthwatch.testing.SnapshottingHarness.Broadcast;
import io.hearthwatch.testing.SnapshottingHarness.Clock;
import io.hearthwatch.testing.SnapshottingHarness.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every case also runs with restores between all steps, at other parallelism, and on RocksDB. */
class WindowFunctionTest {
  private static final long DAY = 20_000L * 86_400_000L;

  private static final WindowSettings SETTINGS =
      new WindowSettings(
          Duration.ofMillis(WINDOW_MILLIS),
          Duration.ofMinutes(5),
          Duration.ofHours(2),
          Duration.ofSeconds(30),
          5000,
          9000);

  private final SnapshottingHarness<DetectedFrame, Batch> harness = knowing(List.of());
  private final CameraTape tape = new CameraTape("yard", 0);
  private final List<Step<DetectedFrame>> steps = new ArrayList<>();

  @Test
  void silentForeverGivesOneInterimRowPerOpenWindowAndNoMoreTimers() throws Exception {
    at(1000);
    arrive(tape.frame(DAY, seen("cat", 6000)));
    at(30_999);
    at(31_000);
    at(10_000_000);
    var result = harness.run(steps);
    assertThat(result.main())
        .extracting(Batch::stage, Batch::closedBy, Batch::revision)
        .containsExactly(tuple(Stage.INTERIM, "silence", 1L));
    assertThat(result.timers()).isZero();
  }

  @Test
  void timerWaitsForThirtySecondsAfterTheLastFrame() throws Exception {
    at(1000);
    arrive(tape.frame(DAY));
    at(20_000);
    arrive(tape.frame(DAY + 19_000));
    at(49_999);
    int before = harness.run(steps).main().size();
    assertThat(before).isZero();
    at(50_000);
    assertThat(harness.run(steps).main())
        .extracting(Batch::revision)
        .as("both frames in one row")
        .containsExactly(2L);
  }

  @Test
  void otherAttemptsSettleTheSameWhereverTheJobWasRestored() throws Exception {
    at(0);
    DetectedFrame missing = tape.failed(DAY);
    DetectedFrame broken = tape.failed(DAY + 1000);
    DetectedFrame good = tape.frame(DAY + 2000, seen("cat", 6000));
    arrive(missing);
    arrive(broken);
    arrive(good);
    arrive(tape.retry(missing, missing.verdict()));
    arrive(tape.retry(missing, Verdict.ANALYSED, seen("person", 9900)));
    arrive(tape.frame(DAY + 3_600_000));
    arrive(tape.retry(missing, Verdict.ANALYSED, seen("person", 9900)));
    arrive(tape.retry(good, Verdict.ANALYSED, seen("cat", 6000)));
    arrive(tape.retry(broken, Verdict.ANALYSED, seen("dog", 7000)));
    arrive(tape.frame(DAY + 3 * 3_600_000));
    arrive(tape.retry(broken, Verdict.ANALYSED, seen("dog", 7000)));
    at(1_000_000);
    var result = harness.run(steps);
    assertThat(result.main())
        .filteredOn(batch -> batch.windowStartMillis() == DAY)
        .extracting(
            Batch::stage,
            Batch::revision,
            Batch::framesAnalysed,
            Batch::framesFailed,
            Batch::framesRecovered)
        .containsExactly(
            tuple(Stage.PROVISIONAL, 3L, 2, 1, 1),
            tuple(Stage.CLOSED, 3L, 2, 1, 1),
            tuple(Stage.CLOSED, 3L, 3, 0, 2));
    assertThat(result.sides().get(0))
        .map(FrameOutcome.class::cast)
        .extracting(row -> row.verdict().outcome(), row -> row.batchId() != null)
        .containsExactly(
            tuple(Outcome.REJECTED, false),
            tuple(Outcome.ANALYSED, true),
            tuple(Outcome.DUPLICATE, false),
            tuple(Outcome.LATE, false),
            tuple(Outcome.ANALYSED, true),
            tuple(Outcome.LATE, false));
    // The clock, the watch, and one map: the first window is gone two hours after its end.
    assertThat(result.stateEntries()).isEqualTo(3);
  }

  @Test
  void anAttemptThatSucceedsInASilentWindowIsWrittenToo() throws Exception {
    at(0);
    DetectedFrame missing = tape.failed(DAY);
    arrive(missing);
    at(30_000);
    arrive(tape.retry(missing, Verdict.ANALYSED, seen("cat", 6000)));
    at(60_000);
    assertThat(harness.run(steps).main())
        .extracting(Batch::stage, Batch::revision, Batch::framesAnalysed)
        .containsExactly(tuple(Stage.INTERIM, 1L, 0), tuple(Stage.INTERIM, 1L, 1));
  }

  @Test
  void oneTimerPerCameraHoweverManyFrames() throws Exception {
    for (int i = 0; i < 20; i++) {
      at(1000 + i);
      arrive(tape.frame(DAY + i));
    }
    assertThat(harness.run(steps).timers()).isEqualTo(1);
  }

  @Test
  void nextFrameAfterSilenceWritesAgainAndTheCloseComesLast() throws Exception {
    at(0);
    arrive(tape.frame(DAY));
    at(30_000);
    arrive(tape.frame(DAY + 40_000, seen("person", 9100)));
    at(60_000);
    arrive(tape.frame(DAY + 90_000));
    at(90_000);
    var result = harness.run(steps);
    assertThat(result.main())
        .extracting(Batch::windowStartMillis, Batch::stage, Batch::revision)
        .containsExactly(
            tuple(DAY, Stage.INTERIM, 1L),
            tuple(DAY, Stage.PROVISIONAL, 2L),
            tuple(DAY, Stage.INTERIM, 2L),
            tuple(DAY, Stage.CLOSED, 2L),
            tuple(DAY + 90_000, Stage.INTERIM, 1L));
    assertThat(result.timers()).isZero();
  }

  @Test
  void lateFrameOfAClosedWindowRevisesWithoutStartingATimer() throws Exception {
    at(0);
    arrive(tape.frame(DAY));
    arrive(tape.frame(DAY + 90_000));
    at(30_000);
    arrive(tape.frame(DAY + 1000));
    var result = harness.run(steps);
    assertThat(result.main())
        .extracting(Batch::windowStartMillis, Batch::stage, Batch::revision)
        .containsExactly(
            tuple(DAY, Stage.CLOSED, 1L),
            tuple(DAY + 90_000, Stage.INTERIM, 1L),
            tuple(DAY, Stage.CLOSED, 2L));
    assertThat(result.timers()).isZero();
  }

  @Test
  void severalWindowsAreWrittenAndClosedInTheirOrder() throws Exception {
    CameraTape slow = new CameraTape("gate", 600_000);
    at(0);
    for (int window : new int[] {5, 0, 3, 1, 4, 2}) {
      arrive(slow.frame(DAY + window * WINDOW_MILLIS));
    }
    at(30_000);
    arrive(slow.frame(DAY + 600_000 + 6 * WINDOW_MILLIS));
    List<Long> starts = LongStream.range(0, 6).map(i -> DAY + i * WINDOW_MILLIS).boxed().toList();
    List<Batch> batches = harness.run(steps).main();
    assertThat(batches.subList(0, 6))
        .allMatch(batch -> batch.stage() == Stage.INTERIM)
        .extracting(Batch::windowStartMillis)
        .isEqualTo(starts);
    assertThat(batches.subList(6, 12))
        .allMatch(batch -> batch.stage() == Stage.CLOSED)
        .extracting(Batch::windowStartMillis)
        .isEqualTo(starts);
  }

  @Test
  void stateEndsWithTheLateness() throws Exception {
    for (int i = 0; i < 20; i++) {
      arrive(tape.frame(DAY + i * WINDOW_MILLIS));
    }
    var result = harness.run(steps);
    assertThat(result.main()).hasSize(19);
    assertThat(result.stateEntries())
        .as("clock, silence watch and the map of windows of one camera")
        .isEqualTo(3);
  }

  @Test
  void manyCamerasByChance() throws Exception {
    Random random = new Random(11);
    List<CameraTape> tapes =
        List.of(
            new CameraTape("front-door", 0),
            new CameraTape("yard", 2000),
            new CameraTape("gate", 0));
    long now = 0;
    long captured = DAY;
    for (int i = 0; i < 60; i++) {
      captured += random.nextInt(30_000);
      CameraTape camera = tapes.get(random.nextInt(3));
      long back = random.nextInt(3) == 0 ? random.nextInt(100_000) : 0;
      arrive(camera.frame(captured - back, seen("person", 8000 + random.nextInt(1500))));
      if (random.nextInt(3) == 0) {
        now += random.nextInt(40_000);
        at(now);
      }
    }
    assertThat(harness.run(steps).main())
        .extracting(Batch::stage)
        .contains(Stage.PROVISIONAL, Stage.INTERIM, Stage.CLOSED);
  }

  @Test
  void afterAFarewellNothingIsKeptAndNothingThatWasUnwrittenIsLost() throws Exception {
    at(0);
    arrive(tape.failed(DAY));
    arrive(tape.frame(DAY + 91_000));
    arrive(DetectedFrame.farewell(new Farewell("yard", 2)));
    var result = harness.run(steps);
    assertThat(result.main())
        .extracting(Batch::windowStartMillis, Batch::stage, Batch::revision)
        .containsExactly(tuple(DAY, Stage.CLOSED, 1L), tuple(DAY + 90_000, Stage.INTERIM, 1L));
    assertThat(result.stateEntries()).isZero();
    assertThat(result.timers()).isZero();

    arrive(tape.frame(DAY + 864_000_000L));
    at(30_000);
    assertThat(harness.run(steps).main()).hasSize(3);
  }

  @Test
  void whatWasWrittenOfAPartitionIsWrittenAgainWhenAGapInItIsAccepted() throws Exception {
    at(0);
    DetectedFrame missing = tape.failed(DAY);
    arrive(missing);
    arrive(tape.frame(DAY + 90_000));
    arrive(tape.frame(DAY + 1000));
    at(30_000);
    CameraTape gate = new CameraTape("gate", 0);
    arrive(gate.frame(DAY, seen("person", 9500)));
    CameraTape shed = new CameraTape("shed", 0);
    arrive(shed.frame(DAY));
    steps.add(new Broadcast<>(new AcceptedGap("frames", 4, 70)));
    int before = harness.run(steps).main().size();
    steps.add(new Broadcast<>(new AcceptedGap("frames", 3, 5000)));
    assertThat(harness.run(steps).main())
        .as("another partition's gap brings nothing; an open window that nobody has seen neither")
        .hasSize(before + 3);
    arrive(tape.retry(missing, Verdict.ANALYSED, seen("cat", 6000)));
    at(60_000);
    List<Batch> batches = harness.run(steps).main();
    assertThat(batches.subList(0, before)).extracting(Batch::afterGap).containsOnly(0L);
    assertThat(batches.subList(before, batches.size()))
        .extracting(
            Batch::cameraId,
            Batch::windowStartMillis,
            Batch::stage,
            Batch::revision,
            Batch::framesRecovered,
            Batch::afterGap)
        .containsExactlyInAnyOrder(
            tuple("yard", DAY, Stage.CLOSED, 2L, 0, 5000L),
            tuple("yard", DAY + 90_000, Stage.INTERIM, 1L, 0, 5000L),
            tuple("gate", DAY, Stage.PROVISIONAL, 1L, 0, 5000L),
            tuple("yard", DAY, Stage.CLOSED, 2L, 1, 5000L),
            tuple("gate", DAY, Stage.INTERIM, 1L, 0, 5000L),
            tuple("shed", DAY, Stage.INTERIM, 1L, 0, 5000L));
  }

  @Test
  void gapsThatTheTablesKnowOfStandOnEveryBatchAndNeverGoBack() throws Exception {
    at(0);
    arrive(tape.frame(DAY));
    arrive(tape.frame(DAY + 90_000));
    steps.add(new Broadcast<>(new AcceptedGap("frames", 3, 5000)));
    arrive(tape.frame(DAY + 180_000));
    steps.add(new Broadcast<>(new AcceptedGap("frames", 3, 60)));
    List<Batch> batches =
        knowing(List.of(new AcceptedGap("frames", 3, 70), new AcceptedGap("frames", 4, 900)))
            .run(steps)
            .main();
    assertThat(batches)
        .extracting(Batch::windowStartMillis, Batch::afterGap)
        .containsExactly(
            tuple(DAY, 70L),
            tuple(DAY, 5000L),
            tuple(DAY + 90_000, 5000L),
            tuple(DAY, 5000L),
            tuple(DAY + 90_000, 5000L));
  }

  private static SnapshottingHarness<DetectedFrame, Batch> knowing(List<AcceptedGap> gaps) {
    return SnapshottingHarness.withBroadcast(
        () -> new WindowFunction(SETTINGS, "main", gaps),
        WindowFunction.GAP_ENDS,
        DetectedFrame::cameraId,
        WindowFunction.RETRIED);
  }

  private void at(long millis) {
    steps.add(new Clock<>(millis));
  }

  private void arrive(DetectedFrame frame) {
    steps.add(new Arrival<>(frame));
  }
}
