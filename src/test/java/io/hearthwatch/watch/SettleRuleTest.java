package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettleRuleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SettleRule rule = new SettleRule(Duration.ofSeconds(2));

  @Test
  void aFileIsCompleteOnceItStoodStillForTheSetTime() throws IOException {
    assertThat(seen("a", look(10, 1, 7), 0)).isFalse();
    assertThat(seen("a", look(10, 1, 7), 2 * SECOND - 1)).isFalse();
    assertThat(seen("a", look(10, 1, 7), 2 * SECOND)).isTrue();
  }

  @Test
  void everyChangeOfSizeOrTimeStartsTheWaitAnew() throws IOException {
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
        Look present = look(size, modified, 7);
        assertThat(fresh.settled("a", present, now, () -> present))
            .isEqualTo(now - changedAt >= 2 * SECOND);
        fresh.endPass();
      }
    }
  }

  @Test
  void anOldTimeAloneProvesNothing() throws IOException {
    assertThat(seen("a", look(10, -1_000_000, 7), 0)).isFalse();
  }

  @Test
  void anEmptyFileIsNeverComplete() throws IOException {
    seen("a", look(0, 1, 7), 0);
    assertThat(seen("a", look(0, 1, 7), 60 * SECOND)).isFalse();
  }

  @Test
  void aFileRenamedIntoPlaceIsCompleteAtOnce() throws IOException {
    temporary(look(10, 1, 7));
    assertThat(seen("a", look(10, 1, 7), SECOND)).isTrue();
    assertThat(seen("a", look(10, 1, 7), SECOND)).as("and stays so").isTrue();
  }

  @Test
  void aReusedInodeIsNotARenaming() throws IOException {
    temporary(look(10, 1, 7));
    assertThat(seen("a", look(10, 2, 7), SECOND)).isFalse();
    temporary(look(10, 2, 8));
    assertThat(seen("b", look(11, 2, 8), SECOND)).isFalse();
    temporary(look(10, 1, null));
    assertThat(seen("c", look(10, 1, null), SECOND)).isFalse();
  }

  @Test
  void whatAPassDoesNotComeAcrossIsForgotten() throws IOException {
    seen("a", look(10, 1, 7), 0);
    assertThat(rule.remembered()).isEqualTo(1);
    rule.beginPass();
    rule.endPass();
    assertThat(rule.remembered()).isZero();
    assertThat(seen("a", look(10, 1, 7), 9 * SECOND)).isFalse();
  }

  /** The client's memory shows a file that the server knows has grown. */
  @Test
  void whatTheServerKnowsCounts() throws IOException {
    Look remembered = look(10, 1, 7);
    Look grown = look(20, 2, 7);
    seen("a", remembered, grown, 0);
    assertThat(seen("a", remembered, grown, 2 * SECOND)).as("grown").isFalse();
    assertThat(seen("a", grown, grown, 3 * SECOND)).as("for a second").isFalse();
    assertThat(seen("a", grown, grown, 4 * SECOND)).isTrue();

    temporary(look(10, 1, 8));
    assertThat(seen("b", look(10, 1, 8), look(10, 2, 8), SECOND)).as("renamed").isFalse();
  }

  @Test
  void onlyAFileAboutToBeCompleteIsOpenedAndOnlyOnce() throws IOException {
    int[] opened = {0};
    for (int second = 0; second < 9; second++) {
      Look look = look(10, second < 4 ? second : 4, 7);
      rule.beginPass();
      boolean settled =
          rule.settled(
              "a",
              look,
              second * SECOND,
              () -> {
                opened[0]++;
                return look;
              });
      rule.endPass();
      assertThat(settled).isEqualTo(second >= 6);
      assertThat(opened[0]).isEqualTo(second >= 6 ? 1 : 0);
    }
  }

  @Test
  void whatCannotBeOpenedIsNotCompleteYet() throws IOException {
    Look look = look(10, 1, 7);
    seen("a", look, 0);
    assertThatThrownBy(
            () ->
                rule.settled(
                    "a",
                    look,
                    2 * SECOND,
                    () -> {
                      throw new IOException("Stale file handle");
                    }))
        .hasMessage("Stale file handle");
    assertThat(seen("a", look, 3 * SECOND)).isTrue();
  }

  private boolean seen(String file, Look look, long nanos) throws IOException {
    return seen(file, look, look, nanos);
  }

  private boolean seen(String file, Look look, Look opened, long nanos) throws IOException {
    rule.beginPass();
    boolean settled = rule.settled(file, look, nanos, () -> opened);
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
