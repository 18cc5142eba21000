package io.hearthwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AveragePrecisionTest {
  /** Rounding of a mean of 101 numbers. */
  private static final double EXACT = 1e-12;

  @Test
  void byHand() {
    // Recall 1/2 at precision 1, recall 1 at precision 2/3.
    List<Ranked> ranked = judged("+-+");

    assertThat(AveragePrecision.of(ranked, 2, Interpolation.ALL_POINTS))
        .isEqualTo(0.5 + 0.5 * 2 / 3, within(EXACT));
    // 51 of the recalls 0, 0.01 … 1 are at most a half.
    assertThat(AveragePrecision.of(ranked, 2, Interpolation.COCO_101))
        .isEqualTo((51 + 50 * 2.0 / 3) / 101, within(EXACT));
  }

  /**
   * The 24 ranked detections of 15 objects in Padilla et al., "A Survey on Performance Metrics for
   * Object-Detection Algorithms" (2020).
   */
  @Test
  void thePublishedExample() {
    List<Ranked> ranked = judged("+-+------+-+++--------+-");

    assertThat(AveragePrecision.of(ranked, 15, Interpolation.ALL_POINTS))
        .isEqualTo(0.2457, within(0.0001));
  }

  @ParameterizedTest
  @EnumSource
  void perfectNothingAndUndefined(Interpolation interpolation) {
    assertThat(AveragePrecision.of(judged("+++"), 3, interpolation)).isEqualTo(1, within(EXACT));
    assertThat(AveragePrecision.of(judged("+++---"), 3, interpolation)).isEqualTo(1, within(EXACT));
    assertThat(AveragePrecision.of(judged("---"), 3, interpolation)).isZero();
    assertThat(AveragePrecision.of(List.of(), 3, interpolation)).isZero();
    assertThat(AveragePrecision.of(judged("---"), 0, interpolation)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void equalConfidencesEnterTogether(Interpolation interpolation) {
    List<Ranked> right = List.of(new Ranked(5000, true), new Ranked(5000, false));
    List<Ranked> wrong = List.of(new Ranked(5000, false), new Ranked(5000, true));

    assertThat(AveragePrecision.of(right, 1, interpolation)).isEqualTo(0.5, within(EXACT));
    assertThat(AveragePrecision.of(wrong, 1, interpolation)).isEqualTo(0.5, within(EXACT));
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheDefinitionInAnyOrder(Interpolation interpolation) {
    Random random = new Random(20260302);
    for (int round = 0; round < 2_000; round++) {
      int objects = 1 + random.nextInt(12);
      List<Ranked> ranked = new ArrayList<>();
      int left = objects;
      for (int i = random.nextInt(30); i > 0; i--) {
        boolean correct = left > 0 && random.nextBoolean();
        left -= correct ? 1 : 0;
        ranked.add(new Ranked(1 + random.nextInt(20), correct));
      }
      double expected = byDefinition(ranked, objects, interpolation);
      Collections.shuffle(ranked, random);

      assertThat(AveragePrecision.of(ranked, objects, interpolation))
          .as("%d objects, %s", objects, ranked)
          .isBetween(0.0, 1 + EXACT)
          .isEqualTo(expected, within(EXACT));
    }
  }

  /** For each recall wanted, the best precision of any threshold that reaches it. */
  private static double byDefinition(List<Ranked> ranked, int objects, Interpolation how) {
    int steps = how == Interpolation.COCO_101 ? 100 : objects;
    double sum = 0;
    for (int step = how == Interpolation.COCO_101 ? 0 : 1; step <= steps; step++) {
      double best = 0;
      for (int threshold = 1; threshold <= 20; threshold++) {
        int least = threshold;
        List<Ranked> counted = ranked.stream().filter(r -> r.confidenceE4() >= least).toList();
        long correct = counted.stream().filter(Ranked::correct).count();
        if (!counted.isEmpty() && correct * steps >= (long) step * objects) {
          best = Math.max(best, (double) correct / counted.size());
        }
      }
      sum += best;
    }
    return sum / (how == Interpolation.COCO_101 ? 101 : objects);
  }

  /** Detections of falling confidence: + found an object, - did not. */
  private static List<Ranked> judged(String marks) {
    List<Ranked> ranked = new ArrayList<>();
    for (char mark : marks.toCharArray()) {
      ranked.add(new Ranked(9_000 - ranked.size(), mark == '+'));
    }
    return ranked;
  }
}
