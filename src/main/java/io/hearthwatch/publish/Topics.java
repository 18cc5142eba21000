package io.hearthwatch.publish;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the job's topics as the job needs them, or says what is wrong with those that exist. */
public final class Topics {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Topics() {}

  /**
   * A topic as it should be.
   *
   * @param name topic
   * @param partitions fixed for the topic's life: growing it would move cameras between partitions
   * @param settings topic configuration that matters; others stay as the broker has them
   */
  public record Topic(String name, int partitions, Map<String, String> settings) {}

  /**
   * Frame references: the broker stamps the append time, against which capture clocks are checked.
   */
  public static Topic frames(String name, int partitions) {
    return new Topic(
        name,
        partitions,
        Map.of(
            "message.timestamp.type", "LogAppendTime",
            "compression.type", "zstd",
            "cleanup.policy", "delete"));
  }

  /** Risk events out, one record per revision, none compacted away. */
  public static Topic events(String name, int partitions) {
    return new Topic(name, partitions, Map.of("cleanup.policy", "delete"));
  }

  /** Rejected records out. */
  public static Topic deadLetters(String name, int partitions) {
    return new Topic(name, partitions, Map.of("cleanup.policy", "delete"));
  }

  /**
   * Creates the topics that are missing, checks those that exist, and returns when every partition
   * has a leader that answers: what a producer sends earlier can be lost without an error.
   *
   * @param replication copies of each partition; 1 on a single broker, -1 for the brokers' default
   * @throws IllegalStateException if existing topics differ from what they should be; lists every
   *     difference with its remedy
   * @throws KafkaException if the broker refuses or does not answer in time
   */
  public static void create(Admin admin, List<Topic> topics, int replication) {
    List<Topic> existing = new ArrayList<>();
    for (Topic topic : topics) {
      if (!createOne(admin, topic, (short) replication)) {
        existing.add(topic);
      }
    }
    List<TopicPartition> partitions = awaitLeaders(admin, topics);
    List<String> problems = new ArrayList<>();
    for (Topic topic : existing) {
      long count = partitions.stream().filter(p -> p.topic().equals(topic.name())).count();
      problems.addAll(differences(admin, topic, (int) count));
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "existing topics do not fit:\n  " + String.join("\n  ", problems));
    }
  }

  /**
   * Checks that a topic exists as it should, whatever its number of partitions.
   *
   * @return what tells it from a topic of the same name that was or will be created at another time
   * @throws IllegalStateException if it does not exist or differs; lists every difference with its
   *     remedy
   * @throws KafkaException if the broker refuses or does not answer in time
   */
  public static String check(Admin admin, Topic topic) {
    // Describing a topic that does not exist is a question that gets repeated.
    if (!retrying(() -> admin.listTopics().names().get()).contains(topic.name())) {
      throw new IllegalStateException(
          ("topic %1$s does not exist: create it with %2$s; or, if it does, this user may not describe"
                  + " it: kafka-acls.sh --add --topic %1$s --operation Describe gives the right")
              .formatted(topic.name(), settingsOf(topic)));
    }
    TopicDescription found =
        retrying(() -> admin.describeTopics(List.of(topic.name())).allTopicNames().get())
            .get(topic.name());
    List<String> problems = differences(admin, topic, topic.partitions());
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "topic %s does not fit:\n  %s".formatted(topic.name(), String.join("\n  ", problems)));
    }
    return found.topicId().toString();
  }

  private static String settingsOf(Topic topic) {
    return topic.settings().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static boolean createOne(Admin admin, Topic topic, short replication) {
    NewTopic wanted =
        new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.settings());
    try {
      retrying(() -> admin.createTopics(List.of(wanted)).all().get());
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  /** All partitions of the topics, every one with an answering leader. */
  private static List<TopicPartition> awaitLeaders(Admin admin, Collection<Topic> topics) {
    List<String> names = topics.stream().map(Topic::name).toList();
    return retrying(
        () -> {
          Map<String, TopicDescription> described =
              admin.describeTopics(names).allTopicNames().get();
          List<TopicPartition> partitions =
              described.values().stream()
                  .flatMap(
                      topic ->
                          topic.partitions().stream()
                              .map(p -> new TopicPartition(topic.name(), p.partition())))
                  .toList();
          Map<TopicPartition, OffsetSpec> query = new HashMap<>();
          partitions.forEach(partition -> query.put(partition, OffsetSpec.latest()));
          admin.listOffsets(query).all().get();
          return partitions;
        });
  }

  private static List<String> differences(Admin admin, Topic topic, int partitions) {
    List<String> problems = new ArrayList<>();
    if (partitions != topic.partitions()) {
      problems.add(
          "%s has %d partitions, not %d: name another topic, or ask for %d"
              .formatted(topic.name(), partitions, topic.partitions(), partitions));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    Config actual =
        retrying(() -> admin.describeConfigs(List.of(resource)).all().get()).get(resource);
    Map<String, String> values =
        actual.entries().stream()
            .filter(entry -> topic.settings().containsKey(entry.name()))
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    topic.settings().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(wanted -> !wanted.getValue().equals(values.get(wanted.getKey())))
        .forEach(
            wanted ->
                problems.add(
                    ("%1$s has %2$s=%3$s, not %4$s: kafka-configs.sh --alter --topic %1$s"
                            + " --add-config %2$s=%4$s (records already there keep what they have)")
                        .formatted(
                            topic.name(),
                            wanted.getKey(),
                            values.get(wanted.getKey()),
                            wanted.getValue())));
    return problems;
  }

  private interface Call<T> {
    T get() throws ExecutionException, InterruptedException;
  }

  /** Repeats a call while the broker says that it is not ready, for at most the patience. */
  private static <T> T retrying(Call<T> call) {
    RetryPolicy<T> policy =
        RetryPolicy.<T>builder()
            .handle(RetriableException.class)
            .withMaxAttempts(-1)
            .withDelay(Duration.ofMillis(50))
            .withMaxDuration(PATIENCE)
            .build();
    try {
      return Failsafe.with(policy).get(() -> unwrapped(call));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new KafkaException("interrupted while the broker was asked", e.getCause());
    }
  }

  private static <T> T unwrapped(Call<T> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException("the broker did not answer", e.getCause());
    }
  }
}
