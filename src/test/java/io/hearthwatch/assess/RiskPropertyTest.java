package io.hearthwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskFactor;
import io.hearthwatch.domain.RiskLevel;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.identity.RowIds;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What must hold for any batch, by seeded chance. */
class RiskPropertyTest {
  private static final RiskSettings SITE =
      new RiskSettings(ZoneId.of("Europe/Berlin"), LocalTime.of(22, 0), LocalTime.of(6, 0));
  private static final List<String> LABELS =
      List.of("person", "car", "bicycle", "dog", "bird", "vase");
  private static final long YEAR_2026 = 1_767_225_600_000L;

  private final RiskRules rules = new RiskRules(SITE, new RowIds("main"));
  private final SiteClock clock = new SiteClock(SITE);

  @Test
  void factorsAlwaysSumToTheScore() {
    Random random = new Random(5);
    for (int round = 0; round < 100_000; round++) {
      RiskEvent event = rules.assess(batch(random));
      if (event != null) {
        int sum = event.factors().stream().mapToInt(RiskFactor::contribution).sum();
        assertThat(sum).isEqualTo(event.score()).isBetween(0, 100);
        assertThat(event.level()).isEqualTo(RiskLevel.ofScore(event.score()));
        assertThat(event.factors()).extracting(RiskFactor::name).doesNotHaveDuplicates();
        assertThat(event.summary()).endsWith(".").doesNotContain("vase");
      }
    }
  }

  @Test
  void byDayNothingIsMoreThanMediumAndCriticalTakesAGroupStayingAtNight() {
    Random random = new Random(6);
    int critical = 0;
    for (int round = 0; round < 20_000; round++) {
      Batch batch = batch(random);
      RiskEvent event = rules.assess(batch);
      if (event == null) {
        continue;
      }
      Scene scene = Scene.of(batch, clock);
      if (!scene.night()) {
        assertThat(event.score()).isLessThan(60);
      }
      if (event.level() == RiskLevel.CRITICAL) {
        critical++;
        assertThat(scene.night()).isTrue();
        assertThat(scene.people().mostAtOnce()).isGreaterThanOrEqualTo(2);
        assertThat(scene.people().staySeconds()).isGreaterThanOrEqualTo(30);
      }
    }
    assertThat(critical).isPositive();
  }

  @Test
  void moreOfAPersonNeverLowersTheScore() {
    Random random = new Random(7);
    List<UnaryOperator<Batch>> more =
        List.of(
            batch -> withPerson(batch, 1, 0, 0, 0, 0),
            batch -> withPerson(batch, 0, random.nextInt(2000), 0, 0, 0),
            batch -> withPerson(batch, 0, 0, 1 + random.nextInt(20), 0, 0),
            batch -> withPerson(batch, 0, 0, 0, random.nextInt(30_000_000), 0),
            batch -> withPerson(batch, 0, 0, 0, 0, random.nextInt(30_000_000)));
    for (int round = 0; round < 20_000; round++) {
      Batch batch = batch(random);
      RiskEvent event = rules.assess(batch);
      Batch changed = more.get(random.nextInt(more.size())).apply(batch);
      RiskEvent after = rules.assess(changed);
      assertThat(after.score())
          .as("%s, then %s", batch, changed)
          .isGreaterThanOrEqualTo(event == null ? 0 : event.score());
    }
  }

  @Test
  void orderOfTheTalliesDoesNotMatter() {
    Random random = new Random(8);
    for (int round = 0; round < 1000; round++) {
      Batch batch = batch(random);
      Map<String, ClassTally> reversed = new TreeMap<>(Comparator.reverseOrder());
      reversed.putAll(batch.classes());
      assertThat(rules.assess(with(batch, batch.framesAnalysed(), reversed)))
          .isEqualTo(rules.assess(batch));
    }
  }

  private static Batch batch(Random random) {
    long start = YEAR_2026 + random.nextInt(365 * 960) * 90_000L;
    long first = start * 1000 + random.nextInt(20_000_000);
    long last = first + random.nextInt(70_000_000);
    int framesAnalysed = 1 + random.nextInt(90);
    Map<String, ClassTally> classes = new HashMap<>();
    for (String label : LABELS) {
      if (random.nextInt(2) == 0) {
        int frames = 1 + random.nextInt(framesAnalysed);
        int most = 1 + random.nextInt(5);
        int detections = frames + most - 1;
        int confidence = 5000 + random.nextInt(5001);
        long seen = first + (long) (random.nextDouble() * (last - first));
        classes.put(
            label,
            new ClassTally(
                detections,
                frames,
                most,
                confidence,
                (long) confidence * detections,
                seen,
                seen + (long) (random.nextDouble() * (last - seen))));
      }
    }
    return new Batch(
        new RowId(1, 2),
        "yard",
        start,
        start + 90_000,
        Stage.CLOSED,
        "clock",
        framesAnalysed,
        framesAnalysed,
        0,
        first,
        last,
        "frames",
        0,
        0,
        100,
        10,
        classes,
        null);
  }

  /** The batch with more people at once, confidence, frames, or a longer time in view. */
  private static Batch withPerson(
      Batch batch, int people, int confidenceE4, int frames, int earlierMicros, int laterMicros) {
    ClassTally before = batch.classes().get("person");
    long middle = (batch.firstCapturedMicros() + batch.lastCapturedMicros()) / 2;
    ClassTally old = before != null ? before : new ClassTally(0, 0, 0, 5000, 0, middle, middle);
    int newFrames = before == null ? Math.max(1, frames) : frames;
    ClassTally now =
        new ClassTally(
            old.detections() + newFrames,
            old.frames() + newFrames,
            Math.max(1, old.maxInFrame() + people),
            Math.min(10_000, old.maxConfidenceE4() + confidenceE4),
            old.confidenceSumE4() + 5000L * newFrames,
            Math.max(batch.firstCapturedMicros(), old.firstSeenMicros() - earlierMicros),
            Math.min(batch.lastCapturedMicros(), old.lastSeenMicros() + laterMicros));
    Map<String, ClassTally> classes = new HashMap<>(batch.classes());
    classes.put("person", now);
    return with(batch, batch.framesAnalysed() + newFrames, classes);
  }

  private static Batch with(Batch batch, int framesAnalysed, Map<String, ClassTally> classes) {
    return new Batch(
        batch.batchId(),
        batch.cameraId(),
        batch.windowStartMillis(),
        batch.windowEndMillis(),
        batch.stage(),
        batch.closedBy(),
        batch.revision(),
        framesAnalysed,
        batch.framesFailed(),
        batch.firstCapturedMicros(),
        batch.lastCapturedMicros(),
        batch.topic(),
        batch.partition(),
        batch.firstOffset(),
        batch.lastOffset(),
        batch.detections(),
        classes,
        batch.keyFrame());
  }
}
