package io.hearthwatch.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * What a home last said of itself, in a file of its data folder, for {@code hearthwatch status}: no
 * password is needed to read it, and it is there when the process is not.
 */
public final class HomeStatus {
  private static final String FILE = "status.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private HomeStatus() {}

  /** What is known of a process that has just taken the folder: nothing of the one before it. */
  static void starting(Path directory) throws IOException {
    write(directory, ofThisProcess().put("state", "starting"));
  }

  /** One that says which process writes it, and since when. */
  static ObjectNode ofThisProcess() {
    return create()
        .put("pid", ProcessHandle.current().pid())
        .put("started_at", Instant.now().toString());
  }

  /** An empty one, to be filled. */
  static ObjectNode create() {
    return JSON.createObjectNode();
  }

  /** Adds what topic and tables tell. */
  static void add(ObjectNode status, HomeProgress progress) {
    status.put("published", progress.published());
    status.put("accounted_for", progress.published() - progress.backlog());
    status.put("backlog", progress.backlog());
    ObjectNode cameras = status.putObject("last_frames");
    progress.lastFrames().forEach((camera, at) -> cameras.put(camera, at.toString()));
    HomeProgress.LastEvent event = progress.lastEvent();
    if (event != null) {
      status
          .putObject("last_event")
          .put("from", event.from().toString())
          .put("camera", event.camera())
          .put("level", event.level())
          .put("score", event.score())
          .put("stage", event.stage())
          .put("summary", event.summary());
    }
  }

  /** Replaces the file; a reader finds the old or the new one. */
  static void write(Path directory, ObjectNode status) throws IOException {
    status.put("written_at", Instant.now().toString());
    Path unready = directory.resolve(FILE + ".new");
    JSON.writerWithDefaultPrettyPrinter().writeValue(unready.toFile(), status);
    Files.move(unready, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Notes that the process has ended in peace; the last that it does. */
  static void ended(Path directory) throws IOException {
    Optional<ObjectNode> last = read(directory);
    if (last.isPresent()) {
      write(directory, last.get().put("state", "stopped"));
    }
  }

  /**
   * Reads the file.
   *
   * @return empty if there is none, or a power failure left half of it
   */
  public static Optional<ObjectNode> read(Path directory) {
    try {
      JsonNode read = JSON.readTree(directory.resolve(FILE).toFile());
      return read instanceof ObjectNode status ? Optional.of(status) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** As indented JSON. */
  public static String text(ObjectNode status) {
    return status.toPrettyString();
  }
}
