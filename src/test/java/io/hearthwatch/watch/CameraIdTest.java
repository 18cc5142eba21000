package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraIdTest {
  @ParameterizedTest
  @CsvSource({
    "front-door, front-door",
    "-_-, -_-",
    "Front Door, Front-Door",
    "' (Küche) ', Kuche",
    "Café №1, Cafe-No1",
    "a...b, a-b",
  })
  void makesAnId(String folder, String id) {
    assertThat(CameraId.of(folder)).contains(id);
  }

  @Test
  void whatHasNoLatinLettersHasNoId() {
    assertThat(CameraId.of("前門")).isEmpty();
    assertThat(CameraId.of("")).isEmpty();
  }

  @Test
  void anyNameGivesAnIdThatStaysItself() {
    Random random = new Random(7);
    int made = 0;
    for (int i = 0; i < 20_000; i++) {
      String name =
          random
              .ints(random.nextInt(80), 0, i % 2 == 0 ? 128 : 0x3000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      Optional<String> id = CameraId.of(name);
      if (id.isPresent()) {
        made++;
        assertThat(id.get()).as(name).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(CameraId.of(id.get())).isEqualTo(id);
      }
    }
    assertThat(made).isGreaterThan(10_000);
  }
}
