package io.hearthwatch.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameCacheTest {
  private static final int LENGTH = 3 * 64 * 36;
  private static final long PLENTY = 1L << 30;

  @TempDir Path directory;

  private FrameCache open(long maxBytes) throws IOException {
    return FrameCache.open(new CacheSettings(directory.toString(), maxBytes));
  }

  private FrameCache open(Codec codec) throws IOException {
    return new FrameCache(CacheDirectory.at(directory), PLENTY, codec);
  }

  /** Different keys for different numbers. */
  private static FrameKey key(int number) {
    return FrameKey.of(new byte[] {(byte) number, (byte) (number >> 8)}, 64, 64, 1);
  }

  /** Compresses to about a half. */
  private static byte[] samples(int number) {
    byte[] samples = new byte[LENGTH + 100];
    Random random = new Random(number);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.nextInt(16);
    }
    return samples;
  }

  private static void assertHolds(FrameCache cache, int number) {
    byte[] read = new byte[LENGTH];
    assertThat(cache.read(key(number), read, LENGTH)).isTrue();
    assertThat(read).isEqualTo(Arrays.copyOf(samples(number), LENGTH));
  }

  private static boolean holds(FrameCache cache, int number) {
    return cache.read(key(number), new byte[LENGTH], LENGTH);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  @Test
  void keepsWhatWasWritten() throws Exception {
    try (FrameCache cache = open(PLENTY)) {
      assertThat(holds(cache, 1)).isFalse();
      cache.write(key(1), samples(1), LENGTH);
      cache.write(key(2), samples(2), LENGTH);
      assertHolds(cache, 1);
      assertHolds(cache, 2);
      assertThat(cache.counters().hits()).isEqualTo(2);
      assertThat(cache.counters().misses()).isEqualTo(1);
    }
    try (FrameCache later = open(PLENTY)) {
      assertHolds(later, 1);
    }
    assertThat(bytes()).isLessThan(2 * LENGTH);
  }

  @Test
  void keysDifferInAllThatSamplesDependOn() {
    byte[] picture = {1, 2, 3};
    assertThat(
            Stream.of(
                FrameKey.of(picture, 640, 640, 1),
                FrameKey.of(new byte[] {1, 2, 4}, 640, 640, 1),
                FrameKey.of(picture, 320, 640, 1),
                FrameKey.of(picture, 640, 320, 1),
                FrameKey.of(picture, 640, 640, 2)))
        .extracting(FrameKey::fileName)
        .doesNotHaveDuplicates()
        .contains(
            "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81-640x640-1.v2.frame");
  }

  /** Every single byte of an entry counts, and every length. */
  @Test
  void neverReturnsADamagedEntry() throws Exception {
    int length = 300;
    for (boolean zstd : new boolean[] {true, false}) {
      Codec codec = zstd ? new ZstdCodec() : new DeflateCodec();
      try (FrameCache cache = open(codec)) {
        cache.write(key(7), samples(7), length);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        byte[] read = new byte[length];
        for (int i = 0; i < whole.length; i++) {
          byte[] changed = whole.clone();
          changed[i] ^= (byte) (1 << i % 8);
          Files.write(file, changed);
          assertThat(cache.read(key(7), read, length)).as("byte %d", i).isFalse();
          assertThat(file).doesNotExist();
          Files.write(file, Arrays.copyOf(whole, i));
          assertThat(cache.read(key(7), read, length)).as("%d bytes", i).isFalse();
          assertThat(file).doesNotExist();
        }
        Files.write(file, Arrays.copyOf(whole, 100_000));
        assertThat(cache.read(key(7), read, length)).as("longer").isFalse();
        assertThat(cache.counters().brokenEntries()).isEqualTo(2L * whole.length + 1);
        Files.write(file, whole);
        assertThat(cache.read(key(7), read, length)).isTrue();
        assertThat(cache.read(key(7), read, length - 1)).as("of another length").isFalse();
        assertThat(file).doesNotExist();
      }
    }
  }

  /** A restored backup, or whoever sorts files, may give one entry another's name. */
  @Test
  void neverReturnsAnEntryOfAnotherKey() throws Exception {
    FrameKey wanted = key(1);
    List<FrameKey> others =
        List.of(
            key(2),
            new FrameKey(wanted.sha256(), 65, 64, 1),
            new FrameKey(wanted.sha256(), 64, 65, 1),
            new FrameKey(wanted.sha256(), 64, 64, 2));
    try (FrameCache cache = open(PLENTY)) {
      for (FrameKey other : others) {
        cache.write(other, samples(1), LENGTH);
        Path entry = CacheDirectory.at(directory).entry(wanted);
        Files.createDirectories(entry.getParent());
        Files.move(CacheDirectory.at(directory).entry(other), entry);

        assertThat(holds(cache, 1)).as("%s", other).isFalse();
        assertThat(entry).doesNotExist();
      }
      assertThat(cache.counters().brokenEntries()).isEqualTo(others.size());
      assertThat(cache.counters().misses()).isEqualTo(others.size());
      cache.write(wanted, samples(1), LENGTH);
      assertHolds(cache, 1);
    }
  }

  @Test
  void leavesEntriesOfAnotherCodecToWhoeverReadsThem() throws Exception {
    try (FrameCache zstd = open(new ZstdCodec());
        FrameCache deflate = open(new DeflateCodec())) {
      zstd.write(key(1), samples(1), LENGTH);
      assertThat(holds(deflate, 1)).isFalse();
      assertThat(deflate.counters().brokenEntries()).isZero();
      assertHolds(zstd, 1);
      deflate.write(key(1), samples(1), LENGTH);
      assertHolds(deflate, 1);
      assertThat(holds(zstd, 1)).isFalse();
    }
  }

  @Test
  void givesUpTheOldestWhereThereIsNoRoom() throws Exception {
    long limit = 60_000;
    try (FrameCache cache = open(limit)) {
      for (int i = 0; i < 60; i++) {
        cache.write(key(i), samples(i), LENGTH);
        // The clock of the file system may be coarser than a write.
        Files.setLastModifiedTime(
            CacheDirectory.at(directory).entry(key(i)), FileTime.fromMillis(1_000_000L + i));
        assertThat(bytes()).as("after %d", i).isLessThanOrEqualTo(limit);
        assertHolds(cache, i);
      }
      assertThat(bytes()).isGreaterThan(limit / 2);
      int oldest = 0;
      while (!holds(cache, oldest)) {
        oldest++;
      }
      assertThat(oldest).isGreaterThan(30);
      for (int i = oldest; i < 60; i++) {
        assertHolds(cache, i);
      }
      assertThat(cache.counters().evictions()).isEqualTo(oldest);
      assertThat(cache.counters().bytesWritten()).isGreaterThan(limit);
    }
  }

  @Test
  void staysWithinTheLimitWithSeveralWritersThatKnowNothingOfEachOther() throws Exception {
    long limit = 80_000;
    List<FrameCache> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(new FrameCache(new CacheDirectory(directory), limit, new ZstdCodec()));
    }
    for (int i = 0; i < 100; i++) {
      processes.get(i % 4).write(key(i), samples(i), LENGTH);
      assertThat(bytes()).as("after %d", i).isLessThanOrEqualTo(limit);
    }
    processes.forEach(FrameCache::close);
  }

  @Test
  void removesWhatADeadProcessLeft() throws Exception {
    Path shard = Files.createDirectories(directory.resolve("ab"));
    Path dead = Files.write(shard.resolve("x-1-1-1.tmp"), new byte[10]);
    Files.setLastModifiedTime(dead, FileTime.fromMillis(1_000_000));
    Path alive = Files.write(shard.resolve("x-2-2-2.tmp"), new byte[10]);
    Path foreign = Files.write(shard.resolve("notes.txt"), new byte[10]);
    try (FrameCache cache = open(PLENTY)) {
      cache.write(key(1), samples(1), LENGTH);
    }
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(foreign).exists();
  }

  @Test
  void threadsShareADirectory() throws Exception {
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int seed = thread;
        Callable<Void> work =
            () -> {
              Random random = new Random(seed);
              byte[] read = new byte[LENGTH];
              try (FrameCache cache = open(60_000)) {
                for (int i = 0; i < 100; i++) {
                  int number = random.nextInt(40);
                  if (cache.read(key(number), read, LENGTH)) {
                    assertThat(read).isEqualTo(Arrays.copyOf(samples(number), LENGTH));
                  } else {
                    cache.write(key(number), samples(number), LENGTH);
                  }
                }
                assertThat(cache.counters().brokenEntries()).isZero();
                assertThat(cache.counters().failures()).isZero();
              }
              return null;
            };
        running.add(executor.submit(work));
      }
      for (Future<Void> work : running) {
        work.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(files()).allMatch(file -> file.toString().endsWith(".frame"));
  }

  @Test
  void aDiskThatRefusesFailsNoFrame() throws Exception {
    try (FrameCache cache = open(PLENTY)) {
      Files.write(directory.resolve(key(1).directory()), new byte[] {1});
      cache.write(key(1), samples(1), LENGTH);
      assertThat(cache.counters().failures()).isEqualTo(1);
      assertThat(holds(cache, 1)).isFalse();
    }
  }

  @Test
  void refusesADirectoryThatCannotBeOne() throws Exception {
    Path file = Files.write(directory.resolve("file"), new byte[] {1});
    assertThatThrownBy(() -> FrameCache.open(new CacheSettings(file.toString(), PLENTY)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
