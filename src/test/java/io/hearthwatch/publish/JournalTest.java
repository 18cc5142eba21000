package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hearthwatch.publish.JournalLine.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Instant TIME = Instant.parse("2026-11-20T08:00:01.250123Z");
  private static final int FRAMES = 6;

  @TempDir Path directory;

  @Test
  void whatWasSyncedIsThereAgain() throws Exception {
    try (Journal journal = open()) {
      assertThat(journal.endedCleanly()).as("nothing was begun").isTrue();
      journal.acknowledged("porch", TIME, "file:///a%20b.jpg", 2, 41);
      journal.acknowledged("porch", TIME.minusSeconds(9), "file:///late.jpg", 2, 42);
      journal.videoDone("file:///v.mp4", 7);
      journal.belongs("front-door", "front door");
      journal.belongs("front-door", "front + d\u00f6\u00f6r\n");
      journal.sync();
    }
    try (Journal journal = open()) {
      assertThat(journal.contains("file:///a%20b.jpg")).isTrue();
      assertThat(journal.contains("file:///v.mp4")).isTrue();
      assertThat(journal.contains("file:///other.jpg")).isFalse();
      assertThat(journal.nextOffsets()).isEqualTo(Map.of(2, 43L));
      assertThat(journal.latestCaptures()).isEqualTo(Map.of("porch", TIME));
      assertThat(journal.folderOf("front-door")).contains("front + d\u00f6\u00f6r\n");
      assertThat(journal.folderOf("porch")).isEmpty();
      assertThat(journal.endedCleanly()).isFalse();
      journal.compact(uri -> false);
      assertThat(journal.folderOf("front-door")).as("compacted").isPresent();
      journal.ended();
    }
    try (Journal journal = open()) {
      assertThat(journal.endedCleanly()).isTrue();
    }
  }

  /** A crash in the middle of a write: whole lines count, and writing goes on behind them. */
  @Test
  void aTornWriteCostsTheTornLineOnly() throws Exception {
    byte[] whole = written();
    int header = firstLine(whole);
    for (int length = header; length <= whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      int lines = 0;
      for (int i = header; i < length; i++) {
        lines += whole[i] == '\n' ? 1 : 0;
      }
      try (Journal journal = open()) {
        assertHoldsFirst(journal, lines);
        assertThat(journal.damagedLines()).isZero();
        journal.acknowledged("porch", TIME, "file:///new.jpg", 0, 100);
        journal.sync();
      }
      try (Journal journal = open()) {
        assertThat(journal.contains("file:///new.jpg")).isTrue();
        assertHoldsFirst(journal, lines);
      }
    }
  }

  /** Whatever bytes are damaged: nothing false is believed, and the lost lines are read back. */
  @Test
  void damageAnywhereIsReadBackFromTheTopic() throws Exception {
    byte[] whole = written();
    int header = firstLine(whole);
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        damaged[header + random.nextInt(whole.length - header)] = (byte) random.nextInt();
      }
      Files.write(file(), damaged);
      try (Journal journal = open()) {
        long next = journal.nextOffsets().getOrDefault(0, 0L);
        for (int i = 0; i < FRAMES; i++) {
          // Known, or at an offset that is still to be read.
          assertThat(journal.contains(uri(i)) || i >= next).as("frame %d of %s", i, next).isTrue();
        }
        journal.readUpTo(Map.of(0, (long) FRAMES));
        assertThat(journal.nextOffsets()).containsEntry(0, (long) FRAMES);
      }
    }
  }

  @Test
  void aJournalOfAnotherTopicIsRefused() throws Exception {
    open().close();
    assertThatThrownBy(() -> Journal.open(file(), "others", "id-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is about topic frames, not others");
    assertThatThrownBy(() -> Journal.open(file(), "frames", "id-2"))
        .hasMessageContaining("deleted and created anew");
    Files.writeString(file(), "something else\n");
    assertThatThrownBy(this::open).hasMessageContaining(file() + " is not a journal");
  }

  @Test
  void compactionKeepsWhatCanStillBeMet() throws Exception {
    Set<String> kept = new HashSet<>();
    try (Journal journal = open(10)) {
      for (int i = 0; i < 30; i++) {
        assertThat(journal.worthCompacting()).isEqualTo(i >= 10);
        journal.acknowledged("porch", TIME.plusSeconds(i), uri(i), i % 2, i);
        if (i % 3 == 0) {
          kept.add(uri(i));
        }
      }
      journal.compact(kept::contains);
      assertThat(journal.worthCompacting()).isFalse();
      journal.acknowledged("porch", TIME, "file:///new.jpg", 0, 30);
      journal.sync();
    }
    try (Journal journal = open(10)) {
      for (int i = 0; i < 30; i++) {
        assertThat(journal.contains(uri(i))).isEqualTo(kept.contains(uri(i)));
      }
      assertThat(journal.contains("file:///new.jpg")).isTrue();
      assertThat(journal.nextOffsets()).isEqualTo(Map.of(0, 31L, 1, 30L));
    }
  }

  /** Whoever ends the publisher interrupts it. */
  @Test
  void anInterruptDoesNotHurtTheJournal() throws Exception {
    try (Journal journal = open()) {
      journal.acknowledged("porch", TIME, uri(1), 0, 1);
      Thread.currentThread().interrupt();
      journal.compact(uri -> true);
      journal.ended();
      assertThat(Thread.interrupted()).as("still to be seen").isTrue();
    }
    try (Journal journal = open()) {
      assertThat(journal.contains(uri(1))).isTrue();
      assertThat(journal.endedCleanly()).isTrue();
    }
  }

  @Test
  void aFullDiskIsSaid() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    try (Journal journal = open()) {
      journal.writeTo(full);
      journal.acknowledged("porch", TIME, uri(1), 0, 1);
      assertThatThrownBy(journal::sync)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("make room and start again");
    }
  }

  @Test
  void aDigestSetIsASet() {
    DigestSet digests = new DigestSet();
    Set<String> texts = new HashSet<>();
    Random random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      String text = "file:///" + random.nextInt(30_000);
      assertThat(digests.add(text)).isEqualTo(texts.add(text));
    }
    assertThat(digests.size()).isEqualTo(texts.size());
    for (int i = 0; i < 30_000; i++) {
      assertThat(digests.contains("file:///" + i)).isEqualTo(texts.contains("file:///" + i));
    }
  }

  private byte[] written() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < FRAMES; i++) {
        journal.acknowledged("porch", TIME, uri(i), 0, i);
      }
      journal.sync();
    }
    return Files.readAllBytes(file());
  }

  private static int firstLine(byte[] bytes) {
    int end = 0;
    while (bytes[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  private static void assertHoldsFirst(Journal journal, int lines) {
    for (int i = 0; i < FRAMES; i++) {
      assertThat(journal.contains(uri(i))).isEqualTo(i < lines);
    }
  }

  private static String uri(int frame) {
    return "file:///frames/%d.jpg".formatted(frame);
  }

  private Path file() {
    return directory.resolve("journal");
  }

  private Journal open() throws IOException {
    return Journal.open(file(), "frames", "id-1");
  }

  private Journal open(long leastToCompact) throws IOException {
    return Journal.open(file(), new Header("frames", "id-1"), leastToCompact);
  }
}
