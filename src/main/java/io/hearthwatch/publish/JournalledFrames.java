package io.hearthwatch.publish;

import io.hearthwatch.publish.JournalLine.Acknowledged;
import io.hearthwatch.publish.JournalLine.Header;
import io.hearthwatch.publish.JournalLine.ReadUpTo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a journal, whole or damaged, knows of a topic whose end may be lost.
 *
 * @param topicId of the topic that it is about; empty if there is no journal, or its first line
 *     cannot be read
 * @param nextOffsets by partition, the offset behind the last one that it speaks of
 * @param frames by partition and offset, the frames behind given offsets
 */
public record JournalledFrames(
    Optional<String> topicId,
    Map<Integer, Long> nextOffsets,
    Map<Integer, TreeMap<Long, Placed>> frames) {

  /** A frame that the broker has acknowledged at some place of the topic. */
  public record Placed(String cameraId, Instant capturedAt, String uri) {}

  /**
   * Reads a journal that nobody writes.
   *
   * @param file need not exist
   * @param from by partition, the first offset of interest; 0 where it is missing
   */
  public static JournalledFrames read(Path file, Map<Integer, Long> from) throws IOException {
    Map<Integer, Long> next = new HashMap<>();
    Map<Integer, TreeMap<Long, Placed>> frames = new HashMap<>();
    Optional<String> topicId = Optional.empty();
    if (Files.exists(file)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        JournalContents.Line line = JournalContents.Line.next(in);
        topicId = JournalLine.parse(line.bytes()).flatMap(JournalledFrames::topicOf);
        while (line.complete()) {
          JournalLine.parse(line.bytes()).ifPresent(read -> take(read, from, next, frames));
          line = JournalContents.Line.next(in);
        }
      }
    }
    return new JournalledFrames(topicId, next, frames);
  }

  private static Optional<String> topicOf(JournalLine line) {
    return line instanceof Header header ? Optional.of(header.topicId()) : Optional.empty();
  }

  private static void take(
      JournalLine line,
      Map<Integer, Long> from,
      Map<Integer, Long> next,
      Map<Integer, TreeMap<Long, Placed>> frames) {
    if (line instanceof ReadUpTo mark) {
      next.merge(mark.partition(), mark.offset(), Math::max);
    } else if (line instanceof Acknowledged frame) {
      next.merge(frame.partition(), frame.offset() + 1, Math::max);
      if (frame.offset() >= from.getOrDefault(frame.partition(), 0L)) {
        frames
            .computeIfAbsent(frame.partition(), partition -> new TreeMap<>())
            .put(
                frame.offset(),
                new Placed(
                    frame.frame().cameraId(), frame.frame().capturedAt(), frame.frame().uri()));
      }
    }
  }
}
