package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an object is at a second of its way, and which way it looks. */
class PathTest {

  @Test
  void movesEvenlyBetweenWaypointsAndCountsTheWay() {
    Path path = Path.parse("10 0,100; 20 30,140; 25.5 30,200");

    Position middle = path.at(15);
    assertThat(middle).isEqualTo(new Position(15, 120, 3, 4, false, 25));
    assertThat(path.at(20).travelled()).isCloseTo(50, within(1e-9));
    assertThat(path.at(20).inDepth()).isTrue();
    assertThat(path.covers(10)).isTrue();
    assertThat(path.covers(25.5)).isFalse();
  }

  @Test
  void whoStaysKeepsThePlaceAndLooksWhereItLastWent() {
    Position waiting = Path.parse("0 50,100; 10 0,100; 40 stay; 41 0,200").at(39);

    assertThat(waiting.still()).isTrue();
    assertThat(waiting.x()).isZero();
    assertThat(waiting.headingX()).isNegative();
    assertThat(waiting.inDepth()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 1,2",
        "0 stay; 1 2,3",
        "5 1,2; 5 3,4",
        "0 1,2; x 3,4",
        "0 1,2; 3 4",
        "",
        "0 1,2;"
      })
  void refusesWhatIsNoWay(String way) {
    assertThatThrownBy(() -> Path.parse(way)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAMomentOutsideTheWay() {
    assertThatThrownBy(() -> Path.parse("3 1,2; 5 3,4").at(5))
        .hasMessageContaining("second 5.0 is outside the path, 3.0 to 5.0");
  }
}
