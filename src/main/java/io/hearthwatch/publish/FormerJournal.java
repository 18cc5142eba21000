package io.hearthwatch.publish;

import io.hearthwatch.publish.JournalLine.Acknowledged;
import io.hearthwatch.publish.JournalLine.Frame;
import io.hearthwatch.publish.JournalLine.Known;
import io.hearthwatch.publish.JournalLine.Owner;
import io.hearthwatch.publish.JournalLine.ReadUpTo;
import io.hearthwatch.publish.JournalLine.Video;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be believed of a journal after the topic has lost its end: a frame that lay before the
 * loss was published, whether or not anything else still knows it; one that lay behind it may be
 * lost, and its file has to come again. Which folder is which camera has nothing to do with the
 * topic and is believed as it is.
 *
 * <p>A line without an offset lies before the offsets of the next {@link ReadUpTo} lines: they say
 * that all frames up to there are in the journal, and none was then sent beyond. They come
 * together, one for each partition; without all of them behind it a line is not believed: its frame
 * is learnt from the topic, and of a video only the name is forgotten, so that it is looked through
 * once more and its frames, which are known, are left out.
 *
 * <p>Lines whose checksum is wrong are left out. Memory: the lines before such marks.
 */
public final class FormerJournal {
  private static final int LINES_PER_SYNC = 1_000;

  private final Map<Integer, Long> kept;
  private final Journal successor;
  private final List<JournalLine> undecided = new ArrayList<>();
  private final Map<Integer, Long> marks = new HashMap<>();
  private int unsynced;

  private FormerJournal(Map<Integer, Long> kept, Journal successor) {
    this.kept = kept;
    this.successor = successor;
  }

  /**
   * Notes in another journal what can be believed of one that nobody writes.
   *
   * @param file need not exist
   * @param kept by partition, the offset before which every record is in the topic or accounted for
   * @param successor what it has already is not noted again; synced at the end
   */
  public static void copy(Path file, Map<Integer, Long> kept, Journal successor)
      throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    FormerJournal former = new FormerJournal(kept, successor);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      JournalContents.Line line = JournalContents.Line.next(in);
      while (line.complete()) {
        var read = JournalLine.parse(line.bytes());
        if (read.isPresent()) {
          former.take(read.get());
        }
        line = JournalContents.Line.next(in);
      }
    }
    former.decide();
    successor.sync();
  }

  private void take(JournalLine line) throws IOException {
    if (line instanceof ReadUpTo mark) {
      marks.merge(mark.partition(), mark.offset(), Math::max);
      return;
    }
    decide();
    if (line instanceof Acknowledged acknowledged) {
      if (isKept(acknowledged.partition(), acknowledged.offset() + 1)) {
        note(acknowledged.frame());
      }
    } else if (line instanceof Known || line instanceof Video) {
      undecided.add(line);
    } else if (line instanceof Owner owner) {
      successor.belongs(owner.cameraId(), owner.folder());
    }
  }

  /** After the last of several marks. */
  private void decide() throws IOException {
    if (marks.isEmpty()) {
      return;
    }
    Map<Integer, Long> before = Map.copyOf(marks);
    marks.clear();
    if (!before.keySet().containsAll(kept.keySet())) {
      // Damaged, or cut off: the next ones, which lie further on, hold for these lines too.
      return;
    }
    boolean believed =
        before.entrySet().stream().allMatch(mark -> isKept(mark.getKey(), mark.getValue()));
    for (JournalLine line : believed ? undecided : List.<JournalLine>of()) {
      if (line instanceof Known known) {
        note(known.frame());
      } else if (line instanceof Video video && !successor.contains(video.uri())) {
        successor.videoDone(video.uri(), video.frames());
      }
    }
    undecided.clear();
  }

  private boolean isKept(int partition, long end) {
    return end <= kept.getOrDefault(partition, 0L);
  }

  private void note(Frame frame) throws IOException {
    if (!successor.contains(frame.uri())) {
      successor.known(frame.cameraId(), frame.capturedAt(), frame.uri());
      if (++unsynced % LINES_PER_SYNC == 0) {
        // What is not written yet is held in memory.
        successor.sync();
      }
    }
  }
}
