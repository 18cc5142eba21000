package io.hearthwatch.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CameraPrioritiesTest {

  @Test
  void namedAsBothIsHighAndNotNamedIsNormal() {
    CameraPriorities priorities =
        new CameraPriorities(List.of("garden-*", "attic"), List.of("garden-gate", "door"));

    assertThat(priorities.of("garden-gate")).isEqualTo(Priority.HIGH);
    assertThat(priorities.of("door")).isEqualTo(Priority.HIGH);
    assertThat(priorities.of("garden-pond")).isEqualTo(Priority.LOW);
    assertThat(priorities.of("attic")).isEqualTo(Priority.LOW);
    assertThat(priorities.of("yard")).isEqualTo(Priority.NORMAL);
  }

  @Test
  void noNamesAreNoCamera() {
    assertThat(new CameraPriorities(List.of(), List.of()).of("yard")).isEqualTo(Priority.NORMAL);
  }
}
