package io.hearthwatch.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every input, tried with random ones. */
class PartitionQueuesTest {
  private static PartitionQueues queues() {
    return new PartitionQueues(new ShedRule(Arrivals.SETTINGS));
  }

  private static List<Envelope> judged(List<Envelope> arrivals) {
    PartitionQueues queues = queues();
    return arrivals.stream().map(queues::judge).toList();
  }

  private static boolean shed(Envelope envelope) {
    return envelope.verdict() != null;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void takenUpFromItsSnapshotAtAnyRecordItDecidesTheSame(long seed) {
    List<Envelope> arrivals = Arrivals.random(seed, 2, 1500);
    List<Envelope> resumed = new ArrayList<>();
    PartitionQueues queues = queues();
    for (Envelope arrival : arrivals) {
      PartitionQueues next = queues();
      queues.snapshot().forEach(next::add);
      queues = next;
      resumed.add(queues.judge(arrival));
    }

    assertThat(resumed).isEqualTo(judged(arrivals));
    assertThat(resumed).as("the input is worth it").anyMatch(PartitionQueuesTest::shed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void partitionsDoNotTouchEachOther(long seed) {
    List<Envelope> arrivals = Arrivals.random(seed, 2, 1500);
    List<Envelope> alone = arrivals.stream().filter(a -> a.coordinates().partition() == 1).toList();

    assertThat(judged(arrivals))
        .filteredOn(a -> a.coordinates().partition() == 1)
        .isEqualTo(judged(alone));
  }

  @Test
  void staleCopyNeverWinsAgainstTheNewest() {
    List<Envelope> arrivals = Arrivals.random(9, 1, 400);
    PartitionQueues queues = queues();
    List<PartitionQueue> copies = new ArrayList<>();
    for (Envelope arrival : arrivals.subList(0, 200)) {
      queues.judge(arrival);
      copies.addAll(0, queues.snapshot());
    }
    PartitionQueues merged = queues();
    copies.forEach(merged::add);

    assertThat(merged.snapshot()).isEqualTo(queues.snapshot());
  }

  @Test
  void nothingIsShedBelowCapacity() {
    List<Envelope> steady =
        IntStream.range(0, 5000)
            .mapToObj(
                i ->
                    Arrivals.frame(0, i, Arrivals.START + i * Arrivals.INTERVAL_MILLIS, "garden-1"))
            .toList();

    assertThat(judged(steady)).noneMatch(PartitionQueuesTest::shed);
  }

  /** From any frame to any later one: what the time between is good for, and one full queue. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noMoreThanCapacityAndOneFullQueueIsLetThroughInAnySpan(long seed) {
    PartitionQueues queues = queues();
    List<Long> through = new ArrayList<>();
    long passed = 0;
    long before = Arrivals.START;
    for (Envelope arrival : Arrivals.random(seed, 1, 1500)) {
      if (!arrival.reference().cameraId().equals("door")) {
        passed += Math.max(0, arrival.appendedAtMillis() - before);
        before = arrival.appendedAtMillis();
        if (!shed(queues.judge(arrival))) {
          through.add(passed);
        }
      }
    }
    long longest = Arrivals.SETTINGS.shedAfter().toMillis();

    for (int from = 0; from < through.size(); from++) {
      for (int to = from; to < through.size(); to++) {
        assertThat((to - from) * Arrivals.INTERVAL_MILLIS)
            .isLessThanOrEqualTo(through.get(to) - through.get(from) + longest);
      }
    }
  }

  /** A broker whose clock was a day ahead, and was set right: nobody waits for a day to come. */
  @Test
  void aClockThatWasSetBackStopsNothing() {
    PartitionQueues queues = queues();
    long ahead = Arrivals.START + Duration.ofDays(1).toMillis();
    for (int i = 0; i < 15; i++) {
      queues.judge(Arrivals.frame(0, i, ahead, "yard"));
    }
    int shed = 0;
    for (int i = 15; i < 1015; i++) {
      long appended = Arrivals.START + (i - 15) * Arrivals.INTERVAL_MILLIS;
      shed += shed(queues.judge(Arrivals.frame(0, i, appended, "yard"))) ? 1 : 0;
    }

    assertThat(shed).isZero();
    assertThat(queues.snapshot())
        .extracting(PartitionQueue::waitNanos)
        .as("15 frames were waiting and one came with the step; then as many as were worked off")
        .containsExactly(Duration.ofMillis(16 * Arrivals.INTERVAL_MILLIS).toNanos());
  }

  @Test
  void aQueueTooLongToBeCountedStaysFull() {
    VirtualQueue queue = new VirtualQueue(Long.MAX_VALUE - 5, 7).plusFrame(100);

    assertThat(queue.waitNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(queue.at(1_790_000_000_000L).waitNanos()).isPositive();
    assertThat(VirtualQueue.EMPTY.at(Long.MAX_VALUE).waitNanos()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void wheneverOneIsShedOneOfLowerPriorityWouldHaveBeen(long seed) {
    PartitionQueues queues = queues();
    int normalShed = 0;
    for (Envelope arrival : Arrivals.random(seed, 2, 3000)) {
      RecordCoordinates at = arrival.coordinates();
      PartitionQueues other = queues();
      queues.snapshot().forEach(other::add);
      boolean lowShed =
          shed(
              other.judge(
                  Arrivals.frame(
                      at.partition(), at.offset(), arrival.appendedAtMillis(), "garden-1")));
      boolean itself = shed(queues.judge(arrival));
      if (itself) {
        assertThat(arrival.reference().cameraId()).isNotEqualTo("door");
        assertThat(lowShed).isTrue();
        normalShed += arrival.reference().cameraId().equals("yard") ? 1 : 0;
      }
    }
    assertThat(normalShed).as("the input is worth it").isPositive();
  }

  @Test
  void burstShedsLowFirstThenNormalAndTheNextQuietSecondsLetBothThroughAgain() {
    PartitionQueues queues = queues();
    List<String> shed = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String camera = i % 2 == 0 ? "garden-1" : "yard";
      Envelope judged = queues.judge(Arrivals.frame(0, i, Arrivals.START, camera));
      if (shed(judged)) {
        shed.add(i + " " + camera);
      }
    }
    // 11 fit until 1 s is passed, then yard alone until 2 s are: 21 in all.
    assertThat(shed).startsWith("12 garden-1", "14 garden-1").contains("31 yard");
    assertThat(shed).doesNotContain("11 yard", "29 yard");
    assertThat(shed(queues.judge(Arrivals.frame(0, 40, Arrivals.START + 1100, "garden-1"))))
        .isFalse();
  }

  @Test
  void verdictTellsTheWaitAndTheLimit() {
    PartitionQueues queues = queues();
    List<Envelope> burst =
        IntStream.range(0, 12)
            .mapToObj(i -> queues.judge(Arrivals.frame(0, i, Arrivals.START, "garden-1")))
            .toList();

    assertThat(burst.get(11).verdict().outcome()).isEqualTo(Outcome.SHED);
    assertThat(burst.get(11).verdict().detail())
        .isEqualTo(
            "at the declared capacity it would have waited 1100 ms; a camera of low priority waits"
                + " 1000 ms");
  }

  @Test
  void recordsWithoutATrustedTimeAndThoseSentAgainAreNotJudgedAndTakeNoPlace() {
    PartitionQueues queues = queues();
    for (int i = 0; i < 100; i++) {
      Envelope e = Arrivals.frame(0, i, Arrivals.START, "garden-1");
      boolean again = i % 2 == 0;
      Envelope unjudged =
          new Envelope(
              e.coordinates(),
              1,
              again ? Arrivals.START : Arrivals.START + Duration.ofDays(400).toMillis(),
              again,
              0,
              null,
              null,
              e.reference(),
              null,
              again ? new Requeue(new RecordCoordinates("frames", 0, 3), "again") : null);
      assertThat(queues.judge(unjudged)).isSameAs(unjudged);
    }
    assertThat(queues.snapshot())
        .extracting(PartitionQueue::waitNanos, PartitionQueue::lastAppendMillis)
        .containsExactly(tuple(0L, 0L));
  }
}
