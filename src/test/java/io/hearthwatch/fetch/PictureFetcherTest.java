package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFetcherTest {
  @TempDir Path dir;
  private PictureFetcher fetcher;

  @BeforeEach
  void open() {
    fetcher = fetcher(2, 3, Duration.ofMillis(20));
  }

  private PictureFetcher fetcher(int readAhead, int attempts, Duration delay) {
    return fetcher(
        new LocalPictures(List.of(dir.toUri().toString()), 1000),
        new FetchSettings(
            100, 2, readAhead, 1000, attempts, delay, Duration.ofSeconds(10), List.of()));
  }

  private static PictureFetcher fetcher(Pictures pictures, FetchSettings settings) {
    PictureBudget ample = new PictureBudget(1L << 30);
    return new PictureFetcher(pictures, settings, ample.take(settings, warning -> {}), "test");
  }

  @AfterEach
  void close() {
    fetcher.close();
  }

  @Test
  void bringsAPicture() throws Exception {
    Fetched fetched = get(fetcher.fetch(file("1.jpg")));
    assertThat(fetched.bytes()).hasSize(10);
    assertThat(fetched.attempts()).isEqualTo(1);
    assertThat(fetched.failure()).isNull();
  }

  @Test
  void asksAgainForWhatIsMissingAndThenSaysSo() throws Exception {
    Fetched fetched = get(fetcher.fetch(uri("no.jpg")));
    assertThat(fetched.bytes()).isNull();
    assertThat(fetched.failure().reason()).isEqualTo(Reason.MISSING_FILE);
    assertThat(fetched.attempts()).isEqualTo(3);
  }

  @Test
  void doesNotAskAgainForWhatIsForbidden() throws Exception {
    Files.createSymbolicLink(dir.resolve("out.jpg"), Path.of("/dev/null"));
    Fetched fetched = get(fetcher.fetch(uri("out.jpg")));
    assertThat(fetched.failure().reason()).isEqualTo(Reason.FORBIDDEN_URI);
    assertThat(fetched.attempts()).isEqualTo(1);
  }

  @Test
  void findsAFileThatComesLate() throws Exception {
    fetcher.close();
    fetcher = fetcher(2, 1000, Duration.ofMillis(1));
    CompletableFuture<Fetched> late = fetcher.fetch(uri("late.jpg"));
    file("late.jpg");
    assertThat(get(late).bytes()).hasSize(10);
  }

  @Test
  void holdsNoMorePicturesThanReadAheadYetMissingOnesPass() throws Exception {
    List<CompletableFuture<Fetched>> present = new ArrayList<>();
    CompletableFuture<Fetched> missing = fetcher.fetch(uri("no.jpg"));
    for (int i = 0; i < 5; i++) {
      present.add(fetcher.fetch(file(i + ".jpg")));
    }
    Awaitility.await().until(() -> done(present) == 2);
    releaseOne(present);
    Awaitility.await().until(() -> done(present) == 2);
    releaseOne(present);
    releaseOne(present);
    Awaitility.await().until(() -> done(present) == 2);
    releaseOne(present);
    assertThat(get(missing).failure().reason()).isEqualTo(Reason.MISSING_FILE);
  }

  @Test
  void asManyReadsAreUnderWayAsThereAreThreads() throws Exception {
    int threads = 8;
    CyclicBarrier allUnderWay = new CyclicBarrier(threads);
    Pictures slow =
        uri -> {
          await(allUnderWay);
          return new byte[1];
        };
    try (PictureFetcher eight = fetcher(slow, settings(threads, threads))) {
      List<CompletableFuture<Fetched>> reads = new ArrayList<>();
      for (int i = 0; i < 4 * threads; i++) {
        CompletableFuture<Fetched> read = eight.fetch("x:" + i);
        reads.add(read.thenApply(fetched -> releasing(eight, fetched)));
      }
      for (CompletableFuture<Fetched> read : reads) {
        assertThat(get(read).bytes()).hasSize(1);
      }
    }
  }

  @Test
  void picturesThatAreBeingReadCountAmongThoseInMemory() throws Exception {
    AtomicInteger inMemory = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Pictures counted =
        uri -> {
          most.accumulateAndGet(inMemory.incrementAndGet(), Math::max);
          return new byte[1];
        };
    try (PictureFetcher three = fetcher(counted, settings(8, 3))) {
      List<CompletableFuture<Fetched>> reads = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        reads.add(
            three
                .fetch("x:" + i)
                .thenApply(
                    fetched -> {
                      inMemory.decrementAndGet();
                      return releasing(three, fetched);
                    }));
      }
      for (CompletableFuture<Fetched> read : reads) {
        get(read);
      }
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void subtasksTogetherTakeNoMoreOfTheHeapThanThereIs() throws Exception {
    int largest = 1 << 20;
    FetchSettings settings =
        new FetchSettings(
            50, 4, 8, largest, 1, Duration.ofMillis(1), Duration.ofSeconds(10), List.of());
    // Three reads at once, where the two subtasks would have eight.
    long roomBytes = 6L * largest;
    PictureBudget budget = new PictureBudget(PictureBudget.ALL_ELSE_BYTES + roomBytes);
    AtomicLong taken = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Random random = new Random(7);
    Pictures pictures =
        uri -> {
          most.accumulateAndGet(taken.addAndGet(2L * largest), Math::max);
          byte[] bytes = new byte[random.nextInt(largest)];
          taken.addAndGet(bytes.length - 2L * largest);
          return bytes;
        };
    List<PictureFetcher> subtasks = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      subtasks.add(
          new PictureFetcher(
              pictures, settings, budget.take(settings, warning -> {}), "subtask-" + subtask));
    }
    List<CompletableFuture<Fetched>> reads = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      PictureFetcher subtask = subtasks.get(i % 2);
      reads.add(
          subtask
              .fetch("x:" + i)
              .thenApply(
                  fetched -> {
                    taken.addAndGet(-fetched.bytes().length);
                    return releasing(subtask, fetched);
                  }));
    }
    for (CompletableFuture<Fetched> read : reads) {
      get(read);
    }
    subtasks.forEach(PictureFetcher::close);
    assertThat(most.get()).isBetween(2L * largest, roomBytes);
  }

  private static FetchSettings settings(int threads, int readAhead) {
    return new FetchSettings(
        1_000, threads, readAhead, 1, 1, Duration.ofMillis(1), Duration.ofSeconds(10), List.of());
  }

  private static Fetched releasing(PictureFetcher fetcher, Fetched fetched) {
    fetcher.release(fetched);
    return fetched;
  }

  private void releaseOne(List<CompletableFuture<Fetched>> reads) throws Exception {
    CompletableFuture<Fetched> done =
        reads.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
    reads.remove(done);
    fetcher.release(get(done));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not all threads read at once", e);
    }
  }

  private static long done(List<CompletableFuture<Fetched>> futures) {
    return futures.stream().filter(CompletableFuture::isDone).count();
  }

  private static Fetched get(CompletableFuture<Fetched> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private String file(String name) throws IOException {
    Path part = Files.write(dir.resolve(name + ".part"), new byte[10]);
    Files.move(part, dir.resolve(name));
    return uri(name);
  }

  private String uri(String name) {
    return dir.resolve(name).toUri().toString();
  }
}
