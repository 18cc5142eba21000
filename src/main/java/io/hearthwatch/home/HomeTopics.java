package io.hearthwatch.home;

import io.hearthwatch.kafka.KafkaAccess;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.publish.Topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Creates the topics of a home, or checks those that are there. */
final class HomeTopics {
  /** Cameras are spread over them; enough for the processors of any home. */
  private static final int PARTITIONS = 4;

  private static final String DAYS_30 = Long.toString(30L * 24 * 60 * 60 * 1000);
  private static final String MIB_256 = Long.toString(256L << 20);

  private static final int BROKERS_DEFAULT = -1;

  private HomeTopics() {}

  /**
   * On the home's own broker: events and rejected records are kept for a while; frames until {@link
   * FramesRetention} says.
   */
  static void createOwn(KafkaSettings kafka) {
    Map<String, String> bounded = Map.of("retention.ms", DAYS_30, "retention.bytes", MIB_256);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      Topics.create(
          admin,
          List.of(
              Topics.frames(kafka.framesTopic(), PARTITIONS),
              with(Topics.events(kafka.eventsTopic(), 1), bounded),
              with(Topics.deadLetters(kafka.deadLettersTopic(), 1), bounded)),
          1);
    }
  }

  /** On somebody's brokers: those that are missing are made, with the brokers' own retention. */
  static void createWhatIsMissing(KafkaSettings kafka) throws InterruptedException {
    KafkaAccess access = access(kafka);
    try (Admin admin = access.admin()) {
      List<String> there = List.copyOf(admin.listTopics().names().get());
      List<Topic> missing =
          List.of(
                  Topics.frames(kafka.framesTopic(), PARTITIONS),
                  Topics.events(kafka.eventsTopic(), 1),
                  Topics.deadLetters(kafka.deadLettersTopic(), 1))
              .stream()
              .filter(topic -> !there.contains(topic.name()))
              .toList();
      Topics.create(admin, missing, BROKERS_DEFAULT);
    } catch (ExecutionException | KafkaException e) {
      throw access.explain(e);
    }
  }

  /**
   * Returns when somebody's brokers have answered.
   *
   * @throws io.hearthwatch.kafka.UnusableKafkaException if they do not, or refuse the login
   */
  static void greet(KafkaSettings kafka) throws InterruptedException {
    KafkaAccess access = access(kafka);
    try {
      access.greet();
    } catch (KafkaException e) {
      throw access.explain(e);
    }
  }

  private static KafkaAccess access(KafkaSettings kafka) {
    return new KafkaAccess(
        kafka.bootstrapServers(),
        kafka.properties(),
        "--bootstrap-servers",
        "the file of --kafka.properties-file");
  }

  private static Topic with(Topic topic, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.putAll(more);
    return new Topic(topic.name(), topic.partitions(), Map.copyOf(settings));
  }
}
