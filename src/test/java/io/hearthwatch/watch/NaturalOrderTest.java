package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersCountAsNumbers() {
    List<String> names =
        new ArrayList<>(
            List.of("b", "a10b2", "a10", "a2", "10", "9", "a", "009", "a99999999999999999999", ""));

    names.sort(NaturalOrder.INSTANCE);

    assertThat(names)
        .containsExactly(
            "", "009", "9", "10", "a", "a2", "a10", "a10b2", "a99999999999999999999", "b");
  }

  @Test
  void isATotalOrder() {
    Random random = new Random(3);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      names.add(
          random
              .ints(random.nextInt(6), 0, 5)
              .collect(
                  StringBuilder::new, (s, c) -> s.append("019a-".charAt(c)), StringBuilder::append)
              .toString());
    }
    for (String a : names) {
      for (String b : names) {
        int order = NaturalOrder.INSTANCE.compare(a, b);
        assertThat(Integer.signum(NaturalOrder.INSTANCE.compare(b, a)))
            .as("%s, %s", a, b)
            .isEqualTo(-Integer.signum(order));
        assertThat(order == 0).as("%s, %s", a, b).isEqualTo(a.equals(b));
        for (String c : names) {
          if (order <= 0
              && NaturalOrder.INSTANCE.compare(b, c) <= 0
              && NaturalOrder.INSTANCE.compare(a, c) > 0) {
            throw new AssertionError("not transitive: " + a + ", " + b + ", " + c);
          }
        }
      }
    }
  }
}
