package io.hearthwatch.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.domain.RowId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.junit.jupiter.api.Test;

class AdmissionRuleTest {
  private static final long WINDOW = 90_000;
  private static final long START = Instant.parse("2026-11-20T08:00:00Z").toEpochMilli();

  private final AdmissionRule rule =
      new AdmissionRule(
          new AdmissionSettings(
              Duration.ofMillis(WINDOW),
              Duration.ofSeconds(120),
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              Duration.ofDays(7)));
  private final MapSeenFrames seen = new MapSeenFrames();
  private CameraClock clock;

  @Test
  void theFirstFrameStartsTheSequenceAndTheClock() throws Exception {
    Admission admission = offer(START, START);
    assertThat(admission.admitted()).isTrue();
    assertThat(admission.sequence()).isZero();
    assertThat(admission.windowStartMillis()).isEqualTo(START);
    assertThat(admission.clockMicros()).isEqualTo((START - 10_000) * 1000);
    assertThat(admission.outOfOrder()).isFalse();
    assertThat(offer(START + 1, START + 1).sequence()).isEqualTo(1);
  }

  @Test
  void aFrameFromBeforeIsOutOfOrderAndDoesNotTurnTheClockBack() throws Exception {
    offer(START + 5_000, START);
    Admission earlier = offer(START, START);
    assertThat(earlier.outOfOrder()).isTrue();
    assertThat(earlier.clockMicros()).isEqualTo((START - 5_000) * 1000);
  }

  @Test
  void lateExactlyWhenTheWindowsEndPlusLatenessIsNotAfterTheClock() throws Exception {
    // Clock reaches windowEnd + lateness when captured = START + 90 + 120 + 10 seconds.
    offer(START + 220_000 - 1, START + 220_000);
    assertThat(offer(START, START + 220_000).admitted()).isTrue();
    offer(START + 220_000, START + 220_000);
    Admission late = offer(START + WINDOW - 1, START + 220_000);
    assertThat(late.refusal().outcome()).isEqualTo(Outcome.LATE);
    assertThat(offer(START + WINDOW, START + 220_000).admitted()).isTrue();
  }

  @Test
  void aSecondComingIsADuplicateAndTakesNoNumber() throws Exception {
    offer(START, START);
    assertThat(offer(START, START + 5_000).refusal().outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(offer(START + 1_000, START + 5_000).sequence()).isEqualTo(1);
  }

  @Test
  void aForgottenFrameIsLateWhenItComesAgain() throws Exception {
    offer(START, START);
    offer(START + 300_000, START + 300_000);
    assertThat(seen.windowStarts).hasSize(1);
    assertThat(offer(START, START + 300_000).refusal().outcome()).isEqualTo(Outcome.LATE);
  }

  @Test
  void aFastClockIsAheadBeyondTheTolerance() throws Exception {
    assertThat(offer(START + 30_000, START).admitted()).isTrue();
    assertThat(offer(START + 30_001, START).refusal().reason()).isEqualTo(Reason.CLOCK_AHEAD);
    assertThat(clock.latestCapturedMicros()).isEqualTo((START + 30_000) * 1000);
  }

  @Test
  void whatIsTooOldIsBehind() throws Exception {
    long week = Duration.ofDays(7).toMillis();
    assertThat(offer(START - week - 1, START).refusal().reason()).isEqualTo(Reason.CLOCK_BEHIND);
    assertThat(offer(START - week, START).admitted()).isTrue();
  }

  @Test
  void withoutAppendTimeNoClockIsJudged() throws Exception {
    long far = START + Duration.ofDays(400).toMillis();
    Envelope envelope = envelope("cam", far, START, false);
    assertThat(rule.decide(envelope, null, seen).admitted()).isTrue();
  }

  @Test
  void anHourOfBackfillInOrderIsAdmittedWhole() throws Exception {
    for (int second = 0; second < 3600; second++) {
      assertThat(offer(START + second * 1000L, START + 3_600_000).admitted()).isTrue();
    }
    assertThat(seen.windowStarts).hasSizeLessThan(400);
  }

  @Test
  void windowsAreFlinksWindows() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long captured = START + random.nextInt(1_000_000_000);
      Admission admission =
          rule.decide(envelope("cam", captured, captured, true), null, new MapSeenFrames());
      assertThat(admission.windowStartMillis())
          .isEqualTo(TimeWindow.getWindowStartWithOffset(captured, 0, WINDOW));
    }
  }

  @Test
  void anyHistoryKeepsTheInvariants() throws Exception {
    Random random = new Random(5);
    long now = START;
    long expectedSequence = 0;
    long lastClock = Long.MIN_VALUE;
    Set<RowId> admittedEver = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(2_000);
      long captured =
          now - (random.nextInt(10) == 0 ? random.nextInt(600_000) : random.nextInt(20_000));
      Admission admission = offer(captured - captured % 500, now);
      if (admission.admitted()) {
        assertThat(admission.sequence()).isEqualTo(expectedSequence++);
        assertThat(admittedEver.add(admission.frameId())).isTrue();
        assertThat(admission.clockMicros()).isGreaterThanOrEqualTo(lastClock);
        lastClock = admission.clockMicros();
      }
    }
    assertThat(expectedSequence).isBetween(5_000L, 19_500L);
    assertThat(seen.windowStarts).hasSizeLessThan(1_000);
  }

  @Test
  void aRequeuedFrameThatWasAdmittedBeforeIsAnotherAttempt() throws Exception {
    offer(START, START);
    offer(START + 1_000, START + 1_000);
    CameraClock before = clock;
    Admission retry = requeue(START, START + 60_000, 0);
    assertThat(retry.admitted()).isTrue();
    assertThat(retry.retry()).isTrue();
    assertThat(retry.sequence()).isEqualTo(2);
    assertThat(retry.outOfOrder()).isTrue();
    assertThat(clock.latestCapturedMicros()).isEqualTo(before.latestCapturedMicros());
    assertThat(requeue(START + 1_000, START + 60_000, 0).outOfOrder()).isFalse();
    assertThat(offer(START + 2_000, START + 2_000).sequence()).isEqualTo(4);
  }

  @Test
  void aRequeuedFrameOfAForgottenWindowIsLetThroughForTheWindowToDecide() throws Exception {
    offer(START, START);
    offer(START + 3_600_000, START + 3_600_000);
    Admission retry = requeue(START, START + 3_600_000, 0);
    assertThat(retry.retry()).isTrue();
    assertThat(retry.clockMicros()).isEqualTo((START + 3_590_000) * 1000);
    assertThat(seen.windowStarts).as("not remembered anew").hasSize(1);
  }

  @Test
  void aRequeuedFrameThatNeverWasAdmittedIsOneLikeAllOthers() throws Exception {
    offer(START, START);
    Admission first = requeue(START + 1_000, START + 60_000, 0);
    assertThat(first.admitted()).isTrue();
    assertThat(first.retry()).isFalse();
    assertThat(offer(START + 1_000, START + 60_000).refusal().outcome())
        .isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void headersThatNameAnotherPartitionOpenNothing() throws Exception {
    offer(START, START);
    assertThat(requeue(START, START, 1).refusal().outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void theMaximalAgeHoldsForRequeuedRecordsToo() throws Exception {
    offer(START, START);
    long afterAWeek = START + Duration.ofDays(7).toMillis() + 1;
    assertThat(requeue(START, afterAWeek, 0).refusal().reason()).isEqualTo(Reason.CLOCK_BEHIND);
  }

  private Admission requeue(long capturedMillis, long appendedMillis, int ofPartition)
      throws Exception {
    Envelope plain = envelope("cam", capturedMillis, appendedMillis, true);
    Envelope requeued =
        new Envelope(
            new RecordCoordinates("frames", 0, 9),
            1,
            plain.appendedAtMillis(),
            true,
            0,
            null,
            null,
            plain.reference(),
            null,
            new Requeue(new RecordCoordinates("frames", ofPartition, 0), "again"));
    Admission admission = rule.decide(requeued, clock, seen);
    clock = admission.next();
    return admission;
  }

  private Admission offer(long capturedMillis, long appendedMillis) throws Exception {
    Admission admission =
        rule.decide(envelope("cam", capturedMillis, appendedMillis, true), clock, seen);
    clock = admission.next();
    return admission;
  }

  private static Envelope envelope(
      String camera, long capturedMillis, long appendedMillis, boolean brokerStamped) {
    return new Envelope(
        new RecordCoordinates("frames", 0, 0),
        1,
        appendedMillis,
        brokerStamped,
        0,
        null,
        null,
        new FrameReference(
            camera, "file:///frames/" + capturedMillis, capturedMillis * 1000, null, null, null),
        null);
  }

  private static final class MapSeenFrames implements SeenFrames {
    private final Map<RowId, Long> windowStarts = new HashMap<>();

    @Override
    public boolean contains(RowId frameId) {
      return windowStarts.containsKey(frameId);
    }

    @Override
    public void add(RowId frameId, long windowStartMillis) {
      windowStarts.put(frameId, windowStartMillis);
    }

    @Override
    public void forgetBefore(long windowStartMillis) {
      windowStarts.values().removeIf(start -> start < windowStartMillis);
    }
  }
}
