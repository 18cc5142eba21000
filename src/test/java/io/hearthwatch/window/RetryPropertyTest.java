package io.hearthwatch.window;

import static io.hearthwatch.testing.CameraTape.WINDOW_MILLIS;
import static io.hearthwatch.testing.CameraTape.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.testing.CameraTape;
import io.hearthwatch.testing.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However often frames are sent again, by whomever, at whatever time: each is analysed once. */
class RetryPropertyTest {
  private static final long DAY = 20_000L * 86_400_000L;
  private static final Verdict MISSING = Verdict.rejected(Reason.MISSING_FILE, "nothing there");

  private final Map<RowId, Boolean> analysed = new HashMap<>();
  private final Map<Long, Batch> last = new HashMap<>();

  @Test
  void eachFrameIsAnalysedAtMostOnceAndTheBatchesSaySo() throws Exception {
    int recovered = 0;
    for (int seed = 0; seed < 300; seed++) {
      analysed.clear();
      last.clear();
      play(new Random(seed), seed);
      Map<Long, Integer> good = new HashMap<>();
      Map<Long, Integer> all = new HashMap<>();
      analysed.forEach(
          (frame, done) -> {
            long window = Math.floorDiv(frame.mostSignificant(), WINDOW_MILLIS * 1000);
            all.merge(window * WINDOW_MILLIS, 1, Integer::sum);
            good.merge(window * WINDOW_MILLIS, done ? 1 : 0, Integer::sum);
          });
      for (Batch batch : last.values()) {
        long start = batch.windowStartMillis();
        assertThat(batch.revision()).as("seed %d", seed).isEqualTo((long) all.get(start));
        assertThat(batch.framesAnalysed()).as("seed %d", seed).isEqualTo(good.get(start));
        assertThat(batch.framesFailed())
            .as("seed %d", seed)
            .isEqualTo(all.get(start) - good.get(start));
        assertThat(batch.classes().values().stream().mapToInt(tally -> tally.frames()).sum())
            .as("seed %d", seed)
            .isEqualTo(good.get(start));
        recovered += batch.framesRecovered();
      }
    }
    assertThat(recovered).as("frames that were recovered in all rounds").isGreaterThan(500);
  }

  private void play(Random random, int seed) throws Exception {
    CameraWindows windows =
        new CameraWindows(
            new WindowSettings(
                Duration.ofMillis(WINDOW_MILLIS),
                Duration.ofMinutes(2),
                Duration.ofMinutes(20),
                Duration.ofSeconds(30),
                5000,
                9000),
            new MemoryStore<>());
    CameraTape tape = new CameraTape("yard", 2000);
    CameraClock clock = CameraClock.START;
    List<DetectedFrame> sent = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      if (!sent.isEmpty() && random.nextInt(3) == 0) {
        DetectedFrame original = sent.get(random.nextInt(sent.size()));
        DetectedFrame retry =
            random.nextInt(4) == 0
                ? tape.retry(original, MISSING)
                : tape.retry(original, Verdict.ANALYSED, seen("person", 8000));
        settle(windows.retry(clock, retry, this::note), original, retry, seed);
      } else {
        long captured = DAY + i * 9_000L - random.nextInt(5_000);
        DetectedFrame frame =
            random.nextInt(3) == 0
                ? tape.frame(captured * 1000, MISSING, List.of())
                : tape.frame(captured, seen("person", 8000));
        clock = windows.add(clock, frame, this::note);
        sent.add(frame);
        analysed.put(frame.frame().frameId(), frame.verdict().analysed());
      }
    }
    windows.add(clock, tape.frame(DAY + 86_400_000L), this::note);
    last.remove(DAY + 86_400_000L);
  }

  private void settle(Verdict verdict, DetectedFrame original, DetectedFrame retry, int seed) {
    RowId frame = original.frame().frameId();
    boolean before = analysed.get(frame);
    if (verdict.analysed()) {
      assertThat(before).as("seed %d: analysed a second time", seed).isFalse();
      analysed.put(frame, true);
    } else if (verdict.outcome() == Outcome.REJECTED) {
      assertThat(before || retry.verdict().analysed()).as("seed %d", seed).isFalse();
    } else if (verdict.outcome() == Outcome.DUPLICATE) {
      assertThat(before).as("seed %d: %s", seed, verdict.detail()).isTrue();
    } else {
      assertThat(verdict.outcome()).isEqualTo(Outcome.LATE);
    }
  }

  private void note(Batch batch) {
    last.put(batch.windowStartMillis(), batch);
  }
}
