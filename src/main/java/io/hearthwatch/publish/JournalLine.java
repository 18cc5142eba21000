package io.hearthwatch.publish;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A line of the journal: CRC-32C of the rest in eight hex digits, a space, and words separated by
 * single spaces, the first of which says what the line is. No word holds a space: camera ids
 * cannot, URIs are percent-encoded, and folders' names form-encoded.
 */
sealed interface JournalLine {

  /** The first line: which topic the journal is about. */
  record Header(String topic, String topicId) implements JournalLine {
    @Override
    public String words() {
      return "H 1 " + topic + " " + topicId;
    }
  }

  /** The broker acknowledged a frame, with where it lies in the topic. */
  record Acknowledged(int partition, long offset, Frame frame) implements JournalLine {
    @Override
    public String words() {
      return "P %d %d %s".formatted(partition, offset, frame.words());
    }
  }

  /** A frame was published; where it lies no longer matters. */
  record Known(Frame frame) implements JournalLine {
    @Override
    public String words() {
      return "K " + frame.words();
    }
  }

  /** Whatever of ours lies before an offset of a partition is in the journal. */
  record ReadUpTo(int partition, long offset) implements JournalLine {
    @Override
    public String words() {
      return "O %d %d".formatted(partition, offset);
    }
  }

  /** Every frame of a video was acknowledged. */
  record Video(String uri, long frames) implements JournalLine {
    @Override
    public String words() {
      return "V %s %d".formatted(uri, frames);
    }
  }

  /** A camera id belongs to a folder; the last such line of an id counts. */
  record Owner(String cameraId, String folder) implements JournalLine {
    @Override
    public String words() {
      return "C %s %s".formatted(cameraId, URLEncoder.encode(folder, StandardCharsets.UTF_8));
    }
  }

  /** The publisher ended with nothing under way; the last line then. */
  record End() implements JournalLine {
    @Override
    public String words() {
      return "E";
    }
  }

  /**
   * A frame as the journal knows it.
   *
   * @param capturedAt whole microseconds
   */
  record Frame(String cameraId, Instant capturedAt, String uri) {
    private String words() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, capturedAt) + " " + cameraId + " " + uri;
    }
  }

  /** What the line says. */
  String words();

  /** The whole line, its line feed included. */
  default byte[] bytes() {
    byte[] words = words().getBytes(StandardCharsets.UTF_8);
    return (checksum(words) + " " + words() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line.
   *
   * @param line without its line feed
   * @return empty unless it is, byte for byte, a line that was written
   */
  static Optional<JournalLine> parse(byte[] line) {
    if (line.length < 10 || line[8] != ' ') {
      return Optional.empty();
    }
    byte[] words = Arrays.copyOfRange(line, 9, line.length);
    String checksum = new String(line, 0, 8, StandardCharsets.ISO_8859_1);
    if (!checksum.equals(checksum(words))) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(new String(words, StandardCharsets.UTF_8).split(" ", -1)));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static JournalLine read(String[] words) {
    return switch (words[0] + words.length) {
      case "H4" -> new Header(words[2], words[3]);
      case "P6" ->
          new Acknowledged(Integer.parseInt(words[1]), Long.parseLong(words[2]), frame(words, 3));
      case "K4" -> new Known(frame(words, 1));
      case "O3" -> new ReadUpTo(Integer.parseInt(words[1]), Long.parseLong(words[2]));
      case "V3" -> new Video(words[1], Long.parseLong(words[2]));
      case "C3" -> new Owner(words[1], URLDecoder.decode(words[2], StandardCharsets.UTF_8));
      case "E1" -> new End();
      default -> throw new NumberFormatException("no kind of line of so many words: " + words[0]);
    };
  }

  private static Frame frame(String[] words, int first) {
    Instant capturedAt = Instant.EPOCH.plus(Long.parseLong(words[first]), ChronoUnit.MICROS);
    return new Frame(words[first + 1], capturedAt, words[first + 2]);
  }

  private static String checksum(byte[] words) {
    CRC32C crc = new CRC32C();
    crc.update(words);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
