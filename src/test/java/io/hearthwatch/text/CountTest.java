package io.hearthwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTest {
  @Test
  void oneIsNotMany() {
    assertThat(Count.of(1, "window")).isEqualTo("1 window");
    assertThat(Count.of(0, "window")).isEqualTo("0 windows");
    assertThat(Count.of(2, "class", "classes")).isEqualTo("2 classes");
    assertThat(Count.of(1, "class", "classes")).isEqualTo("1 class");
  }
}
