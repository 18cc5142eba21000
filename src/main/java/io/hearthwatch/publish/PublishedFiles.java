package io.hearthwatch.publish;

import io.hearthwatch.watch.CameraOwners;
import io.hearthwatch.watch.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * What was published: kept in the journal, completed from the topic at the start, carried on by the
 * broker's answers, and compacted as it grows.
 *
 * <p>Not safe to share between threads.
 */
final class PublishedFiles implements AutoCloseable {
  private final Path root;
  private final Journal journal;
  private final AcknowledgedFrames acknowledged;
  private long found;

  private PublishedFiles(Path root, Journal journal) {
    this.root = root;
    this.journal = journal;
    this.acknowledged = new AcknowledgedFrames(journal);
  }

  /**
   * Checks the topic, opens its journal, and learns what was published but is not in it.
   *
   * @param settings servers and topic, and how long to wait after a crash
   * @param root the watched directory, absolute, without symbolic links
   * @param frames where pictures of videos lie, the same
   * @throws IllegalStateException if the topic is missing or has wrong settings; says which
   * @throws IOException if the journal cannot be used
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or refuses
   */
  static PublishedFiles open(
      Path journalFile, PublishSettings settings, Path root, Path frames, Problems problems)
      throws IOException, InterruptedException {
    Journal journal = Journal.open(journalFile, settings.topic(), topicId(settings));
    PublishedFiles files = new PublishedFiles(root, journal);
    try {
      files.catchUp(settings, frames, problems);
      return files;
    } catch (IOException | InterruptedException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static String topicId(PublishSettings settings) {
    Map<String, Object> config = new HashMap<>(settings.properties());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      return Topics.check(admin, Topics.frames(settings.topic(), 1));
    }
  }

  private void catchUp(PublishSettings settings, Path frames, Problems problems)
      throws IOException, InterruptedException {
    if (!journal.endedCleanly()) {
      // The killed one's last requests may still be on their way to the broker.
      Duration wait = settings.afterCrash();
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }
    boolean damaged = journal.damagedLines() > 0;
    if (damaged) {
      problems.report(
          "journal",
          "%d lines of the journal in %s are damaged: what they said is read back from the topic"
              .formatted(journal.damagedLines(), settings.state()));
    }
    found =
        new ReadBack(
                settings.bootstrapServers(),
                settings.properties(),
                settings.topic(),
                root,
                frames,
                ReadBack.PATIENCE)
            .into(journal);
    if (damaged || journal.worthCompacting()) {
      journal.compact(new StillThere(root));
    }
  }

  /** Frames that the start found published, but not in the journal. */
  long found() {
    return found;
  }

  /** By camera, the latest capture time published. */
  Map<String, Instant> latestCaptures() {
    return journal.latestCaptures();
  }

  /** Which folder each camera id belongs to, by the journal. */
  CameraOwners owners() {
    return journal;
  }

  /** What is under way, and who is to be told of the broker's answers. */
  AcknowledgedFrames acknowledged() {
    return acknowledged;
  }

  /**
   * Writes what was answered into the journal, durably, and the journal anew if it has grown
   * enough.
   *
   * @throws IOException if the journal cannot be written
   */
  void note() throws IOException {
    acknowledged.note();
    if (journal.worthCompacting()) {
      journal.compact(new StillThere(root));
    }
  }

  /**
   * Notes the last answers.
   *
   * @param all whether the broker has answered for all that was sent
   * @throws IOException if the journal cannot be written
   */
  void end(boolean all) throws IOException {
    acknowledged.note();
    if (all) {
      journal.ended();
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
