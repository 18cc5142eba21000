package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedProblemsTest {
  private final List<String> told = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1;
  private final CountedProblems problems =
      new CountedProblems((subject, message) -> told.add(message), () -> now);

  @Test
  void aProblemThatStaysIsToldOnce() {
    for (int pass = 0; pass < 9; pass++) {
      problems.report("/porch/1.jpg", "cannot be read");
      pass(Duration.ofMinutes(1));
    }
    assertThat(told).containsExactly("cannot be read");
    assertThat(problems.count()).isEqualTo(1);
  }

  @Test
  void eachChangeIsTold() {
    problems.report("/porch", "access denied");
    problems.report("/porch", "stale file handle");
    problems.report("/porch", "stale file handle");
    problems.report("/drive", "stale file handle");

    assertThat(told).containsExactly("access denied", "stale file handle", "stale file handle");
  }

  @Test
  void aProblemThatComesBackIsToldAgain() {
    problems.report("/porch", "is gone");
    pass(Duration.ofMinutes(4));
    problems.report("/porch", "is gone");

    assertThat(told).hasSize(2);
    assertThat(problems.count()).isEqualTo(2);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
