package io.hearthwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.hearthwatch.domain.Detection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final EvaluationSettings SETTINGS =
      new EvaluationSettings(5000, 10, 300, Interpolation.COCO_101, Set.of());

  @Test
  void perfectDetectionsScoreOne() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(
                frame("a", List.of(box("person", 10)), List.of(found("person", 9000, 10))),
                frame("b", List.of(box("car", 50)), List.of(found("car", 8000, 50))),
                frame("c", List.of(), List.of())),
            SETTINGS);

    assertThat(evaluation.map50()).isEqualTo(1, within(1e-12));
    assertThat(evaluation.map50to95()).isEqualTo(1, within(1e-12));
    assertThat(evaluation.atThreshold()).isEqualTo(new OperatingPoint(5000, 2, 2, 2));
    assertThat(evaluation.best()).isEqualTo(new OperatingPoint(8000, 2, 2, 2));
    assertThat(evaluation.confusion().counts())
        .isEqualTo(Map.of("person", Map.of("person", 1), "car", Map.of("car", 1)));
    assertThat(evaluation.frames()).allMatch(frame -> frame.mistakes() == 0);
  }

  @Test
  void aSecondDetectionOfAnObjectIsWrong() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(
                frame(
                    "a",
                    List.of(box("person", 10), box("person", 300)),
                    List.of(
                        found("person", 9000, 10),
                        found("person", 8000, 11),
                        found("person", 7000, 300)))),
            SETTINGS);

    // The duplicate costs precision between recall 1/2 and 1.
    assertThat(evaluation.map50()).isEqualTo((51 + 50 * 2.0 / 3) / 101, within(1e-12));
    assertThat(evaluation.atThreshold()).isEqualTo(new OperatingPoint(5000, 2, 3, 2));
    assertThat(evaluation.confusion().between(ConfusionMatrix.NOTHING, "person")).isEqualTo(1);
  }

  @Test
  void theBetterDetectionChoosesFirstAndTakesItsNearestObject() {
    // The second would be nearer to the first object, but finds only the other one left.
    List<LabelledBox> objects = List.of(box("person", 100), box("person", 120));
    List<Detection> detections = List.of(found("person", 9000, 104), found("person", 8000, 101));

    assertThat(new Matching(objects, detections).pairs(0.5)).containsExactly(0, 1);
    assertThat(new Matching(objects, detections).pairs(0.9)).containsExactly(0, -1);
    assertThat(new Matching(objects, List.of()).pairs(0.5)).isEmpty();
  }

  @Test
  void everyOverlapStepCounts() {
    // Shifted by 20 of 100: IoU 80 / 120 = 0.667, enough for 0.50, 0.55, 0.60 and 0.65.
    Evaluation evaluation =
        Evaluation.of(
            List.of(frame("a", List.of(box("person", 0)), List.of(found("person", 9000, 20)))),
            SETTINGS);

    assertThat(evaluation.map50()).isEqualTo(1, within(1e-12));
    assertThat(evaluation.map50to95()).isEqualTo(0.4, within(1e-12));
  }

  @Test
  void classesWithoutObjectsAreNoPartOfTheMeanButAreNamed() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(
                frame(
                    "a",
                    List.of(box("person", 10)),
                    List.of(
                        found("person", 9000, 10),
                        found("dog", 6000, 300),
                        found("cat", 4999, 400)))),
            SETTINGS);

    assertThat(evaluation.map50()).isEqualTo(1, within(1e-12));
    assertThat(evaluation.inventedClasses()).isEqualTo(Map.of("dog", 1));
    assertThat(evaluation.atThreshold().precision()).isEqualTo(0.5);
  }

  @Test
  void onlyTheClassesAskedForAreJudged() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(
                frame(
                    "a",
                    List.of(box("person", 10), box("car", 200)),
                    List.of(found("person", 9000, 10), found("dog", 6000, 300)))),
            new EvaluationSettings(5000, 10, 300, Interpolation.COCO_101, Set.of("person")));

    assertThat(evaluation.classes()).extracting(ClassScore::label).containsExactly("person");
    assertThat(evaluation.inventedClasses()).isEmpty();
    assertThat(evaluation.frames().get(0).mistakes()).isZero();
  }

  @Test
  void boxesBelowTheFloorOrBeyondTheMostDoNotCount() {
    List<SearchedFrame> frames =
        List.of(
            frame(
                "a",
                List.of(box("person", 10)),
                List.of(found("car", 9000, 10), found("person", 400, 10))));

    assertThat(Evaluation.of(frames, SETTINGS).map50()).isEqualTo(1, within(1e-12));
    assertThat(
            Evaluation.of(
                    frames,
                    new EvaluationSettings(5000, 401, 300, Interpolation.COCO_101, Set.of()))
                .map50())
        .isZero();
    assertThat(
            Evaluation.of(
                    frames, new EvaluationSettings(5000, 10, 1, Interpolation.COCO_101, Set.of()))
                .map50())
        .isZero();
  }

  @Test
  void whatIsTakenForAnotherClassIsConfusedOnceNotMissedAndInvented() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(
                frame("good", List.of(), List.of()),
                frame(
                    "bad",
                    List.of(box("dog", 10), box("person", 200), box("person", 400)),
                    List.of(
                        found("person", 9000, 200),
                        found("cat", 8000, 10),
                        found("car", 7000, 600)))),
            SETTINGS);

    assertThat(evaluation.confusion().counts())
        .isEqualTo(
            Map.of(
                "dog",
                Map.of("cat", 1),
                "person",
                Map.of("person", 1, ConfusionMatrix.NOTHING, 1),
                ConfusionMatrix.NOTHING,
                Map.of("car", 1)));
    assertThat(evaluation.frames())
        .extracting(frame -> frame.frame().name(), FrameComparison::mistakes)
        .containsExactly(tuple("bad", 3), tuple("good", 0));
  }

  @Test
  void withoutAnyObjectThereIsNothingToMeasure() {
    assertThatThrownBy(() -> Evaluation.of(List.of(frame("a", List.of(), List.of())), SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no object is labelled");
  }

  @Test
  void theOrderOfFramesDoesNotMatterAndTheMatrixAgreesWithTheScores() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<SearchedFrame> frames = new ArrayList<>();
      frames.add(frame("first", List.of(box("person", 10)), List.of()));
      for (int i = random.nextInt(6); i > 0; i--) {
        frames.add(randomFrame("frame" + i, random));
      }
      Evaluation evaluation = Evaluation.of(frames, SETTINGS);
      Collections.shuffle(frames, random);
      Evaluation shuffled = Evaluation.of(frames, SETTINGS);

      assertThat(EvaluationJson.of(shuffled, "m", "0"))
          .isEqualTo(EvaluationJson.of(evaluation, "m", "0"));
      int diagonal = 0;
      int all = 0;
      for (ClassScore score : evaluation.classes()) {
        diagonal += evaluation.confusion().between(score.label(), score.label());
        all +=
            evaluation.confusion().counts().get(score.label()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(score.ap50to95()).isLessThanOrEqualTo(score.ap50() + 1e-12);
      }
      assertThat(diagonal).isEqualTo(evaluation.atThreshold().correct());
      assertThat(all).isEqualTo(evaluation.atThreshold().objects());
      assertThat(evaluation.best().f1()).isGreaterThanOrEqualTo(evaluation.atThreshold().f1());
    }
  }

  private static SearchedFrame randomFrame(String name, Random random) {
    List<String> labels = List.of("person", "car", "dog");
    List<LabelledBox> objects = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      objects.add(box(labels.get(random.nextInt(3)), random.nextInt(300)));
    }
    List<Detection> detections = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      detections.add(
          found(
              labels.get(random.nextInt(3)), 500 + 500 * random.nextInt(19), random.nextInt(300)));
    }
    detections.sort((a, b) -> b.confidenceE4() - a.confidenceE4());
    return frame(name, objects, detections);
  }

  static SearchedFrame frame(String name, List<LabelledBox> objects, List<Detection> detections) {
    return new SearchedFrame(name, Path.of(name + ".jpg"), objects, detections);
  }

  /** 100 pixels wide and 50 high. */
  static LabelledBox box(String label, int left) {
    return new LabelledBox(label, left, 20, left + 100, 70);
  }

  /** Likewise. */
  static Detection found(String label, int confidenceE4, int left) {
    return new Detection(0, label, confidenceE4, left, 20, left + 100, 70);
  }
}
