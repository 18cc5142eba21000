package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettleRuleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SettleRule rule = new SettleRule(Duration.ofSeconds(2));

  @Test
  void aFileIsCompleteOnceItStoodStillForTheSetTime() {
    assertThat(seen("a", look(10, 1, 7), 0)).isFalse();
    assertThat(seen("a", look(10, 1, 7), 2 * SECOND - 1)).isFalse();
    assertThat(seen("a", look(10, 1, 7), 2 * SECOND)).isTrue();
  }

  @Test
  void everyChangeOfSizeOrTimeStartsTheWaitAnew() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      SettleRule fresh = new SettleRule(Duration.ofSeconds(2));
      long size = 1;
      long modified = 1;
      long changedAt = 0;
      long now = 0;
      for (int look = 0; look < 50; look++) {
        now += random.nextLong(SECOND);
        boolean changed = look == 0 || random.nextInt(4) == 0;
        if (changed) {
          size += random.nextInt(2);
          modified += 1;
          changedAt = now;
        }
        fresh.beginPass();
        assertThat(fresh.settled("a", look(size, modified, 7), now))
            .isEqualTo(now - changedAt >= 2 * SECOND);
        fresh.endPass();
      }
    }
  }

  @Test
  void anOldTimeAloneProvesNothing() {
    assertThat(seen("a", look(10, -1_000_000, 7), 0)).isFalse();
  }

  @Test
  void anEmptyFileIsNeverComplete() {
    seen("a", look(0, 1, 7), 0);
    assertThat(seen("a", look(0, 1, 7), 60 * SECOND)).isFalse();
  }

  @Test
  void aFileRenamedIntoPlaceIsCompleteAtOnce() {
    temporary(look(10, 1, 7));
    assertThat(seen("a", look(10, 1, 7), SECOND)).isTrue();
    assertThat(seen("a", look(10, 1, 7), SECOND)).as("and stays so").isTrue();
  }

  @Test
  void aReusedInodeIsNotARenaming() {
    temporary(look(10, 1, 7));
    assertThat(seen("a", look(10, 2, 7), SECOND)).isFalse();
    temporary(look(10, 2, 8));
    assertThat(seen("b", look(11, 2, 8), SECOND)).isFalse();
    temporary(look(10, 1, null));
    assertThat(seen("c", look(10, 1, null), SECOND)).isFalse();
  }

  @Test
  void whatAPassDoesNotComeAcrossIsForgotten() {
    seen("a", look(10, 1, 7), 0);
    assertThat(rule.remembered()).isEqualTo(1);
    rule.beginPass();
    rule.endPass();
    assertThat(rule.remembered()).isZero();
    assertThat(seen("a", look(10, 1, 7), 9 * SECOND)).isFalse();
  }

  private boolean seen(String file, Look look, long nanos) {
    rule.beginPass();
    boolean settled = rule.settled(file, look, nanos);
    rule.endPass();
    return settled;
  }

  private void temporary(Look look) {
    rule.beginPass();
    rule.temporary(look);
    rule.endPass();
  }

  private static Look look(long size, long modified, Object identity) {
    return new Look(size, FileTime.fromMillis(modified), identity);
  }
}
