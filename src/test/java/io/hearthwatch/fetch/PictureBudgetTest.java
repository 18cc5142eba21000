package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PictureBudgetTest {
  private static final long MB = 1L << 20;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void whatFitsIsTakenWithoutAWord() {
    PictureBudget budget = new PictureBudget(700 * MB);
    budget.take(settings(16, 10), warnings::add);
    budget.take(settings(16, 10), warnings::add);
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatMayNotFitIsSaidWithOptionsAndFigures() {
    PictureBudget budget = new PictureBudget(600 * MB);
    budget.take(settings(16, 10), warnings::add);
    assertThat(warnings).isEmpty();
    budget.take(settings(16, 10), warnings::add);
    assertThat(warnings)
        .containsExactly(
            "pictures of the largest size would take 513 MB and all else about 128 MB, but the heap"
                + " of this process has 600 MB (detect subtasks in it: 2, fetch.capacity: 256, fetch.read-ahead: 16,"
                + " fetch.threads: 8, fetch.max-size: 10240 kB): reads wait for each other when there"
                + " are many; lower fetch.read-ahead or fetch.max-size, or give the task manager"
                + " more heap (taskmanager.memory.process.size, or -Xmx at home)");
  }

  @Test
  void whereNotOnePictureFitsForEachSubtaskTheNextIsRefused() {
    PictureBudget budget = new PictureBudget(600 * MB);
    budget.take(settings(1, 200), warnings::add);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> budget.take(settings(1, 200), warnings::add))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("even one picture for each subtask would take 800 MB")
          .hasMessageContaining(
              "detect subtasks in it: 2, fetch.capacity: 256, fetch.read-ahead: 1")
          .hasMessageContaining("fetch.max-size: 204800 kB");
    }
  }

  @Test
  void aPartThatIsGivenBackOnceOrTwiceCanBeTakenAgain() {
    PictureBudget budget = new PictureBudget(600 * MB);
    for (int attempt = 0; attempt < 5; attempt++) {
      PictureBudget.Part part = budget.take(settings(1, 200), warnings::add);
      part.close();
      part.close();
    }
    budget.take(settings(1, 200), warnings::add);
    assertThatThrownBy(() -> budget.take(settings(1, 200), warnings::add))
        .hasMessageContaining("detect subtasks in it: 2");
  }

  @Test
  @Timeout(60)
  void aReadWaitsUntilThereIsRoomForTheLargestPictureTwice() throws Exception {
    PictureBudget budget = new PictureBudget(128 * MB + 60 * MB);
    PictureBudget.Part part = budget.take(settings(16, 10), warnings::add);
    for (int read = 0; read < 3; read++) {
      part.takeForRead();
    }
    Thread fourth = taking(part);
    awaitWaiting(fourth);
    part.keep(10 * MB);
    awaitWaiting(fourth);
    part.free(10 * MB);
    fourth.join();
  }

  @Test
  @Timeout(60)
  void whatASubtaskNeverReleasedIsGivenBackAtItsEnd() throws Exception {
    PictureBudget budget = new PictureBudget(128 * MB + 40 * MB);
    PictureBudget.Part ended = budget.take(settings(16, 10), warnings::add);
    PictureBudget.Part other = budget.take(settings(16, 10), warnings::add);
    ended.takeForRead();
    ended.takeForRead();
    ended.keep(10 * MB);
    Thread waiting = taking(other);
    awaitWaiting(waiting);
    ended.close();
    waiting.join();
    // A read that ends after its subtask gives nothing back a second time.
    ended.keep(10 * MB);
    ended.free(10 * MB);
    ended.close();
    other.takeForRead();
    Thread third = taking(other);
    awaitWaiting(third);
    other.keep(0);
    third.join();
  }

  @Test
  @Timeout(60)
  void whoIsInterruptedWhileWaitingHasTakenNothing() throws Exception {
    PictureBudget budget = new PictureBudget(128 * MB + 20 * MB);
    PictureBudget.Part part = budget.take(settings(16, 10), warnings::add);
    part.takeForRead();
    Thread waiting = taking(part);
    awaitWaiting(waiting);
    waiting.interrupt();
    waiting.join();
    part.keep(0);
    part.takeForRead();
  }

  @Test
  @Timeout(60)
  void theLeastHeapThatIsAcceptedLetsEverySubtaskRead() throws Exception {
    long odd = 10 * MB + 1;
    for (long spare = -3; spare <= 3; spare++) {
      PictureBudget budget = new PictureBudget(128 * MB + 4 * odd + spare * 4096);
      try (PictureBudget.Part one = budget.take(bytes(16, odd), warnings::add);
          PictureBudget.Part other = budget.take(bytes(16, odd), warnings::add)) {
        one.takeForRead();
        other.takeForRead();
      } catch (IllegalStateException refused) {
        assertThat(spare).isLessThan(3);
      }
    }
  }

  private static Thread taking(PictureBudget.Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.takeForRead();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
  }

  private static FetchSettings settings(int readAhead, long maxMegabytes) {
    return bytes(readAhead, maxMegabytes * MB);
  }

  private static FetchSettings bytes(int readAhead, long maxBytes) {
    return new FetchSettings(
        256, 8, readAhead, maxBytes, 4, Duration.ofMillis(250), Duration.ofSeconds(10), List.of());
  }
}
