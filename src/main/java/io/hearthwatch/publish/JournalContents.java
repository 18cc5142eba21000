package io.hearthwatch.publish;

import io.hearthwatch.publish.JournalLine.Acknowledged;
import io.hearthwatch.publish.JournalLine.End;
import io.hearthwatch.publish.JournalLine.Frame;
import io.hearthwatch.publish.JournalLine.Header;
import io.hearthwatch.publish.JournalLine.Known;
import io.hearthwatch.publish.JournalLine.Owner;
import io.hearthwatch.publish.JournalLine.ReadUpTo;
import io.hearthwatch.publish.JournalLine.Video;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the lines of a journal come to.
 *
 * <p>A line that is damaged is left out. From there on offsets do not advance: what that line said
 * is learnt from the topic again, which is read from the last offset before it. So damage anywhere
 * costs nothing but that reading.
 *
 * <p>Not safe to share between threads.
 */
final class JournalContents {
  private final DigestSet uris = new DigestSet();
  private final Map<Integer, Long> nextOffsets = new HashMap<>();
  private final Map<String, Instant> latestCaptures = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private long lines;
  private long acknowledgements;
  private long damagedLines;
  private boolean ended;

  /** Takes a line. */
  void add(JournalLine line) {
    lines++;
    ended = line instanceof End;
    if (line instanceof Acknowledged acknowledged) {
      acknowledgements++;
      addFrame(acknowledged.frame());
      advance(acknowledged.partition(), acknowledged.offset() + 1);
    } else if (line instanceof Known known) {
      addFrame(known.frame());
    } else if (line instanceof ReadUpTo mark) {
      advance(mark.partition(), mark.offset());
    } else if (line instanceof Video video) {
      uris.add(video.uri());
    } else if (line instanceof Owner owner) {
      owners.put(owner.cameraId(), owner.folder());
    }
  }

  /**
   * Reads a journal's lines after its header.
   *
   * @return where what can be kept ends: a torn last line, which is no damage, lies after it
   */
  long read(Path file, Header header) throws IOException {
    long end = 0;
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16)) {
      Line line = Line.next(in);
      if (!line.complete || !JournalLine.parse(line.bytes).equals(Optional.of(header))) {
        throw new IOException(mismatch(file, header, line));
      }
      end += line.bytes.length + 1L;
      while (true) {
        line = Line.next(in);
        if (!line.complete) {
          return end;
        }
        end += line.bytes.length + 1L;
        Optional<JournalLine> read = JournalLine.parse(line.bytes);
        read.ifPresentOrElse(this::add, this::damaged);
      }
    }
  }

  /** After the topic was read to its end: damage is made good. */
  void repaired(Map<Integer, Long> ends) {
    damagedLines = 0;
    ends.forEach(this::advance);
  }

  private void damaged() {
    damagedLines++;
    ended = false;
  }

  private static String mismatch(Path file, Header header, Line line) {
    Optional<JournalLine> found = JournalLine.parse(line.bytes);
    if (found.isPresent() && found.get() instanceof Header other) {
      return other.topic().equals(header.topic())
          ? ("%s is about an earlier topic %s, which was deleted and created anew: name another"
                  + " --state directory to publish everything again")
              .formatted(file, other.topic())
          : "%s is about topic %s, not %s: name a --state directory for each topic"
              .formatted(file, other.topic(), header.topic());
    }
    return "%s is not a journal: remove it, and what was published is read back from the topic"
        .formatted(file);
  }

  private void addFrame(Frame frame) {
    uris.add(frame.uri());
    latestCaptures.merge(frame.cameraId(), frame.capturedAt(), (a, b) -> a.isAfter(b) ? a : b);
  }

  private void advance(int partition, long nextOffset) {
    if (damagedLines == 0) {
      nextOffsets.merge(partition, nextOffset, Math::max);
    }
  }

  boolean contains(String uri) {
    return uris.contains(uri);
  }

  /** By partition, the first offset that may hold something unknown. */
  Map<Integer, Long> nextOffsets() {
    return Map.copyOf(nextOffsets);
  }

  Map<String, Instant> latestCaptures() {
    return latestCaptures;
  }

  /** By camera id, the name of its folder. */
  Map<String, String> owners() {
    return owners;
  }

  long lines() {
    return lines;
  }

  /** Lines that a compaction shortens. */
  long acknowledgements() {
    return acknowledgements;
  }

  long damagedLines() {
    return damagedLines;
  }

  /** Whether nothing was under way at the end: because it had ended, or had not begun. */
  boolean ended() {
    return ended || (lines == 0 && damagedLines == 0);
  }

  /** Bytes up to a line feed, or what is left without one. */
  record Line(byte[] bytes, boolean complete) {
    static Line next(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
      int b;
      while ((b = in.read()) >= 0) {
        if (b == '\n') {
          return new Line(bytes.toByteArray(), true);
        }
        bytes.write(b);
      }
      return new Line(bytes.toByteArray(), false);
    }
  }
}
