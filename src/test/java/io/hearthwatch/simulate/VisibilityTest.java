package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ground truth is clipped to the frame and says how much can be seen. */
class VisibilityTest {

  @Test
  void anObjectHalfOutOfTheFrameIsClippedAndHalfVisible() {
    List<TruthBox> truth = Visibility.truth(List.of(painted("car.blue", -100, 50, 200, 80)));

    assertThat(truth).containsExactly(new TruthBox("car.blue", "car", 0, 50, 100, 130, 0.5f));
  }

  @Test
  void aNearerObjectHidesWhatItCoversButKeepsTheBox() {
    List<TruthBox> truth =
        Visibility.truth(
            List.of(
                painted("person.red", 100, 100, 40, 80), painted("car.blue", 110, 60, 300, 200)));

    assertThat(truth.get(0).visibleFraction()).isCloseTo(0.25f, within(0.01f));
    assertThat(truth.get(0).right()).isEqualTo(140);
    assertThat(truth.get(1).visibleFraction()).isEqualTo(1);
  }

  @Test
  void whatCannotBeSeenIsNoTruth() {
    assertThat(
            Visibility.truth(
                List.of(
                    painted("dog.golden", 120, 100, 20, 20),
                    painted("person.red", 700, 100, 40, 80),
                    painted("car.blue", 100, 60, 300, 200))))
        .extracting(TruthBox::object)
        .containsExactly("car.blue");
  }

  private static Visibility.Painted painted(String object, double x, double y, double w, double h) {
    return new Visibility.Painted(
        object, object.substring(0, object.indexOf('.')), new Rectangle2D.Double(x, y, w, h));
  }
}
