package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An act refuses scripts that nobody could follow. */
class ActTest {

  @Test
  void refusesOneColourTwiceOnACameraAtATime() {
    ActScript script =
        script()
            .show(Scene.STREET, "person.red", "0 1,250; 10 50,250")
            .show(Scene.STREET, "person.red", "9 1,250; 20 50,250");

    assertThatThrownBy(script::act).hasMessage("person.red is twice on street at second 9.0");
  }

  @Test
  void allowsItOnAnotherCameraOrLater() {
    ActScript script =
        script()
            .show(Scene.STREET, "person.red", "0 1,250; 10 50,250")
            .show(Scene.GARDEN, "person.red", "0 1,250; 10 50,250")
            .show(Scene.STREET, "person.red", "10 1,250; 20 50,250");

    assertThatCode(script::act).doesNotThrowAnyException();
  }

  @Test
  void refusesAWayBeyondItsEnd() {
    ActScript script = script().show(Scene.STREET, "person.red", "50 1,250; 61 50,250");

    assertThatThrownBy(script::act).hasMessageContaining("does not fit an act of PT1M");
  }

  private static ActScript script() {
    return new ActScript(Duration.ZERO, Duration.ofMinutes(1), Lighting.DAY);
  }
}
