package io.hearthwatch.publish;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a publisher works with.
 *
 * @param root the directory whose sub-folders are cameras
 * @param state where the journal lies; for this publisher only
 * @param frames where pictures of videos go; never cleared away, as references point there
 * @param settle how long a file must stand still to be complete
 * @param zone in which times in file names are meant
 * @param videoFps pictures for each second of a video
 * @param afterCrash how long to wait, after a publisher that was killed, for the broker to take
 *     what that one still had sent
 * @param bootstrapServers {@code host:port[,host:port…]}
 * @param properties further Kafka client properties; may hold secrets
 * @param topic existing topic of frames
 */
public record PublishSettings(
    Path root,
    Path state,
    Path frames,
    Duration settle,
    ZoneId zone,
    double videoFps,
    Duration afterCrash,
    String bootstrapServers,
    Map<String, String> properties,
    String topic) {

  /** Long enough for a broker that is not overwhelmed, short enough to wait for. */
  public static final Duration AFTER_CRASH = Duration.ofSeconds(3);

  /** Names directories, servers and topic, never the properties. */
  @Override
  public String toString() {
    return "PublishSettings[root=%s, state=%s, bootstrapServers=%s, topic=%s]"
        .formatted(root, state, bootstrapServers, topic);
  }
}
