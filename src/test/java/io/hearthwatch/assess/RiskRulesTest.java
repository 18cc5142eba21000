package io.hearthwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskFactor;
import io.hearthwatch.identity.RowIds;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RiskRulesTest {
  private static final RowIds IDS = new RowIds("main");

  private final RiskRules rules =
      new RiskRules(
          new RiskSettings(ZoneId.of("Europe/Berlin"), LocalTime.of(22, 0), LocalTime.of(6, 0)),
          IDS);

  @Test
  void explainsEveryPointOfAGroupLingeringAtNight() {
    Batch batch =
        TestBatch.at("2026-11-20T21:14:00Z")
            .saw(2, "person", 3, 70, 9124)
            .saw(1, "car", 0, 89, 8000)
            .build();

    RiskEvent event = rules.assess(batch);

    assertThat(event.factors())
        .extracting(RiskFactor::name, RiskFactor::contribution, RiskFactor::description)
        .containsExactly(
            tuple("person_present", 12, "a person was seen in 68 frames"),
            tuple("person_confidence", 3, "the surest detection of a person has confidence 0.9124"),
            tuple("people_count", 5, "2 people at once"),
            tuple("person_stay", 32, "people were in view for 67 s"),
            tuple("vehicle_present", 3, "1 vehicle at once"),
            tuple("person_at_night", 20, "a person was seen in 68 frames, in a window at night"),
            tuple("lingering_at_night", 10, "staying for 67 s is unusual at night"),
            tuple("group_lingering_at_night", 5, "a group of 2 stayed at night"),
            tuple(
                "person_with_vehicle_at_night",
                4,
                "a person and a vehicle came into view at night"));
    assertThat(event.score()).isEqualTo(94);
    assertThat(event.level().code()).isEqualTo("critical");
    assertThat(event.summary())
        .isEqualTo(
            "2 people and a car between 22:14:00 and 22:15:29, at night; people were in view for 67 s.");
    assertThat(event.eventId()).isEqualTo(IDS.event("yard", batch.windowStartMillis(), 90_000));
  }

  @Test
  void theSummarySaysHowMuchWasNotLookedAt() {
    Batch batch =
        TestBatch.at("2026-11-20T12:00:00Z").frames(60).shed(30).saw(1, "cat", 5, 5, 7000).build();

    assertThat(rules.assess(batch).summary())
        .isEqualTo(
            "A cat at 13:00:05. 30 of 90 frames were not searched, because too many arrived.");
  }

  @Test
  void nothingWatchedIsNoEvent() {
    assertThat(rules.assess(TestBatch.at("2026-11-20T21:14:00Z").build())).isNull();
    assertThat(
            rules.assess(TestBatch.at("2026-11-20T21:14:00Z").saw(3, "vase", 0, 89, 9999).build()))
        .isNull();
  }

  @Test
  void assessFunctionKeepsTheBatchBesideItsEvent() throws Exception {
    Batch quiet = TestBatch.at("2026-11-20T12:00:00Z").build();
    Batch cat = TestBatch.at("2026-11-20T12:00:00Z").saw(1, "cat", 5, 5, 7000).build();
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new AssessFunction(rules)))) {
      harness.open();
      harness.processElement(quiet, 0);
      harness.processElement(cat, 0);
      List<AssessedBatch> results = harness.extractOutputValues();

      assertThat(results).extracting(AssessedBatch::batch).containsExactly(quiet, cat);
      assertThat(results.get(0).event()).isNull();
      assertThat(results.get(1).event().summary()).isEqualTo("A cat at 13:00:05.");
      assertThat(results.get(1).event().score()).isEqualTo(2);
    }
  }

  @Test
  void summaryListsClassesInAFixedOrder() {
    Batch batch =
        TestBatch.at("2026-06-01T10:00:00Z")
            .saw(2, "sheep", 0, 3, 7000)
            .saw(1, "dog", 0, 3, 7000)
            .saw(2, "bus", 1, 2, 7000)
            .saw(1, "person", 2, 20, 7000)
            .build();
    assertThat(rules.assess(batch).summary())
        .isEqualTo(
            "A person, 2 buses, a dog and 2 sheep between 12:00:00 and 12:00:20; people were in view for 18 s.");
  }

  @Test
  void passingTwiceIsNotStaying() {
    Batch batch =
        TestBatch.at("2026-06-01T10:00:00Z")
            .tally(
                "person",
                new ClassTally(
                    4, 4, 1, 8000, 32_000, 1_780_308_000_000_000L, 1_780_308_088_000_000L))
            .build();
    assertThat(Scene.of(batch, new SiteClock(site("UTC", 22, 6))).people().staySeconds())
        .as("4 of 90 frames over 89 s")
        .isEqualTo(3);
  }

  @Test
  void sumAboveTheScaleIsLimitedByAFactorOfItsOwn() {
    Batch batch =
        TestBatch.at("2026-11-20T21:14:00Z")
            .saw(5, "person", 0, 89, 9900)
            .saw(1, "car", 0, 89, 8000)
            .build();
    RiskEvent event = rules.assess(batch);
    assertThat(event.score()).isEqualTo(100);
    assertThat(event.factors())
        .last()
        .isEqualTo(
            new RiskFactor("scale_limit", -5, "the factors sum to 105; the scale is 0 to 100"));
  }

  private static RiskSettings site(String zone, int nightStart, int nightEnd) {
    return new RiskSettings(
        ZoneId.of(zone), LocalTime.of(nightStart, 0), LocalTime.of(nightEnd, 0));
  }
}
