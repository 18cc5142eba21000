package io.hearthwatch.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.publish.JournalLine.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a publisher's own references in the topic from whatever others put there: what it could
 * have written itself has a camera id as its key, names a file below its directories in the
 * encoding that Java gives such names, and says a time.
 *
 * <p>That matters, as the rest would go into the journal: a key with a space in it makes a line
 * that says something else, and a URI that names no file cannot be looked for.
 */
final class OwnReference {
  private static final Pattern CAMERA_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PLAIN = Pattern.compile("[!-~]+");

  /** Times count as microseconds in 64 bits. */
  private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> ownUris;

  /**
   * @param ownUris what the URIs of the publisher's frames begin with
   */
  OwnReference(List<String> ownUris) {
    this.ownUris = List.copyOf(ownUris);
  }

  /** What a record says; empty if it is somebody else's. */
  Optional<Frame> in(String key, byte[] value) {
    if (key == null || value == null || !CAMERA_ID.matcher(key).matches()) {
      return Optional.empty();
    }
    try {
      JsonNode reference = json.readTree(value);
      String uri = reference.path("uri").asText("");
      Instant capturedAt = Instant.parse(reference.path("captured_at").asText(""));
      return Math.abs(capturedAt.getEpochSecond()) < MOST_SECONDS && namesOwnFile(uri)
          ? Optional.of(new Frame(key, capturedAt.truncatedTo(ChronoUnit.MICROS), uri))
          : Optional.empty();
    } catch (IOException | DateTimeException notOurs) {
      // The job rejects it, with a row that says why.
      return Optional.empty();
    }
  }

  private boolean namesOwnFile(String uri) {
    return PLAIN.matcher(uri).matches()
        && ownUris.stream().anyMatch(uri::startsWith)
        && file(uri).isPresent();
  }

  /** The file that a URI names; empty if it names none. */
  static Optional<Path> file(String uri) {
    try {
      return Optional.of(Path.of(URI.create(uri)));
    } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
      return Optional.empty();
    }
  }
}
