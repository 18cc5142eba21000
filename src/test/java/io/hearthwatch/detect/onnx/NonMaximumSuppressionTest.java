package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearthwatch.detect.onnx.NonMaximumSuppression.Candidate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {

  @Test
  void measuresOverlap() {
    Candidate box = new Candidate(0, 1, 0, 0, 10, 10);
    assertThat(box.overlap(box)).isEqualTo(1);
    assertThat(box.overlap(new Candidate(0, 1, 5, 0, 15, 10))).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(box.overlap(new Candidate(0, 1, 10, 0, 20, 10))).isZero();
    assertThat(box.overlap(new Candidate(0, 1, 5, 5, 5, 5))).isZero();
  }

  @Test
  void dropsTheWeakerOfTwoOfAClassOnly() {
    NonMaximumSuppression boxes = new NonMaximumSuppression(0.6);
    boxes.add(0, 0.5f, 0, 0, 10, 10);
    boxes.add(0, 0.9f, 1, 0, 11, 10);
    boxes.add(1, 0.4f, 0, 0, 10, 10);
    boxes.add(0, 0.3f, 5, 0, 15, 10);
    assertThat(boxes.keep()).extracting(Candidate::score).containsExactly(0.9f, 0.4f, 0.3f);
  }

  @Test
  void doesNotDropBecauseOfABoxThatWasDroppedItself() {
    NonMaximumSuppression boxes = new NonMaximumSuppression(0.5);
    boxes.add(0, 0.9f, 0, 0, 10, 10);
    boxes.add(0, 0.8f, 3, 0, 13, 10);
    boxes.add(0, 0.7f, 6, 0, 16, 10);
    assertThat(boxes.keep()).extracting(Candidate::score).containsExactly(0.9f, 0.7f);
  }

  @Test
  void keepsASetWithoutOverlapsThatCoversTheRest() {
    Random random = new Random(12);
    for (int round = 0; round < 200; round++) {
      NonMaximumSuppression boxes = new NonMaximumSuppression(0.6);
      Candidate[] all = new Candidate[60];
      for (int i = 0; i < all.length; i++) {
        float left = random.nextInt(20);
        float top = random.nextInt(20);
        all[i] =
            new Candidate(
                random.nextInt(2),
                random.nextInt(10) / 10f,
                left,
                top,
                left + 1 + random.nextInt(20),
                top + 1 + random.nextInt(20));
        Candidate c = all[i];
        boxes.add(c.classId(), c.score(), c.left(), c.top(), c.right(), c.bottom());
      }
      List<Candidate> kept = boxes.keep();
      for (Candidate candidate : all) {
        assertThat(kept)
            .anyMatch(
                k ->
                    k.equals(candidate)
                        || (k.classId() == candidate.classId()
                            && k.score() >= candidate.score()
                            && k.overlap(candidate) > 0.6));
      }
      for (int i = 0; i < kept.size(); i++) {
        Candidate a = kept.get(i);
        assertThat(kept.subList(0, i))
            .noneMatch(b -> a.classId() == b.classId() && a.overlap(b) > 0.6);
      }
    }
  }
}
