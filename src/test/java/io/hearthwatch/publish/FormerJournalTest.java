package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.publish.JournalLine.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerJournalTest {
  private static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");
  private static final String COMPACTED = "file:///cameras/porch/compacted.jpg";
  private static final String VIDEO = "file:///cameras/porch/video.mp4";
  private static final String LATER = "file:///cameras/porch/later.jpg";

  @TempDir Path directory;

  /** Two frames at offsets 4 of each partition, compacted; a video; a frame at 0/7. */
  @BeforeEach
  void writeFormer() throws IOException {
    try (Journal former = open("former", "of-the-lost-topic")) {
      former.acknowledged("porch", TIME, COMPACTED, 0, 4);
      former.acknowledged("yard", TIME, "file:///cameras/Yard/1.jpg", 1, 4);
      former.belongs("yard", "Yard");
      former.compact(uri -> true);
      former.videoDone(VIDEO, 2);
      former.readUpTo(ends(6, 5));
      former.acknowledged("porch", TIME, LATER, 0, 7);
      former.sync();
    }
  }

  @Test
  void aLineIsBelievedThatLayBeforeTheLossInEveryPartition() throws IOException {
    assertThat(believed(ends(8, 5))).containsExactly(COMPACTED, VIDEO, LATER);
    assertThat(believed(ends(7, 5))).containsExactly(COMPACTED, VIDEO);
    assertThat(believed(ends(5, 5))).containsExactly(COMPACTED);
    assertThat(believed(ends(8, 4))).containsExactly(LATER);
    assertThat(believed(ends(4, 5))).isEmpty();
  }

  @Test
  void whichFolderIsWhichCameraIsBelievedWhateverWasLost() throws IOException {
    try (Journal successor = open("successor", "new")) {
      FormerJournal.copy(directory.resolve("former"), ends(0, 0), successor);
    }
    try (Journal successor = open("successor", "new")) {
      assertThat(successor.folderOf("yard")).contains("Yard");
      assertThat(successor.nextOffsets()).as("all of the topic is to be read").isEmpty();
    }
  }

  /** Nobody knows then how far the other partition had come: the marks behind it decide. */
  @Test
  void aDamagedMarkMakesNothingBelieved() throws IOException {
    Path former = directory.resolve("former");
    List<String> lines = Files.readAllLines(former);
    int mark = lines.indexOf(lines.stream().filter(l -> l.endsWith("O 1 5")).findFirst().get());
    lines.set(mark, "damaged");
    Files.write(former, lines);

    assertThat(believed(ends(6, 5))).containsExactly(COMPACTED, VIDEO);
    assertThat(believed(ends(5, 5))).isEmpty();
  }

  private List<String> believed(Map<Integer, Long> kept) throws IOException {
    Path successor = directory.resolve("successor");
    Files.deleteIfExists(successor);
    try (Journal renewed = open("successor", "new")) {
      FormerJournal.copy(directory.resolve("former"), kept, renewed);
    }
    try (Journal renewed = open("successor", "new")) {
      return List.of(COMPACTED, VIDEO, LATER).stream().filter(renewed::contains).toList();
    }
  }

  private static Map<Integer, Long> ends(long first, long second) {
    Map<Integer, Long> ends = new LinkedHashMap<>();
    ends.put(0, first);
    ends.put(1, second);
    return ends;
  }

  private Journal open(String name, String topicId) throws IOException {
    return Journal.open(directory.resolve(name), new Header("frames", topicId), 1);
  }
}
