package io.hearthwatch.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether a topic is fit to carry frame references, asked before a job starts.
 *
 * @param problems why the job must not read this topic, each with its remedy; empty if it may
 * @param warnings what the job cannot promise on this topic, each with its remedy
 * @param topic the topic
 * @param partitions how many it has; 0 where there is no topic
 * @param timestamps its {@code message.timestamp.type}; null where there is no topic
 */
public record FramesTopicCheck(
    List<String> problems, List<String> warnings, String topic, int partitions, String timestamps) {
  private static final String APPEND_TIME = "LogAppendTime";

  /**
   * Asks the broker about the topic.
   *
   * @param admin with the right to describe the topic and its configuration
   * @throws KafkaException if the broker does not answer or does not allow the question
   * @throws InterruptedException if interrupted while waiting for the answer
   */
  public static FramesTopicCheck verify(Admin admin, String topic) throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      // An unknown topic has a configuration too on some brokers: ask for the topic itself first.
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
      return judge(topic, description.partitions().size(), configs.get(resource));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return new FramesTopicCheck(
            List.of(
                "topic %s does not exist: create it with message.timestamp.type=LogAppendTime"
                    .formatted(topic)),
            List.of(),
            topic,
            0,
            null);
      }
      throw new KafkaException("cannot ask the broker about topic " + topic, e.getCause());
    }
  }

  private static FramesTopicCheck judge(String topic, int partitions, Config config) {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    String cleanup = config.get("cleanup.policy").value();
    if (Arrays.asList(cleanup.split(",")).contains("compact")) {
      problems.add(
          ("topic %s has cleanup.policy=%s: compaction keeps one record per key, and the key is the"
                  + " camera, so it would delete frames; set cleanup.policy=delete")
              .formatted(topic, cleanup));
    }
    String timestamps = config.get("message.timestamp.type").value();
    if (!timestamps.equals(APPEND_TIME)) {
      warnings.add(
          ("topic %s has message.timestamp.type=%s: cameras' clocks cannot be checked against the"
                  + " broker's; set message.timestamp.type=LogAppendTime")
              .formatted(topic, timestamps));
    }
    return new FramesTopicCheck(
        List.copyOf(problems), List.copyOf(warnings), topic, partitions, timestamps);
  }

  /**
   * Why frames of this topic cannot be shed as they are meant to be, each with its remedy.
   *
   * @param declared partitions among which the capacity is shared
   */
  public List<String> problemsOfShedding(int declared) {
    List<String> found = new ArrayList<>();
    if (partitions > 0 && partitions != declared) {
      found.add(
          ("topic %s has %d partitions, but overload.partitions is %d: each would have a wrong share"
                  + " of the capacity; set overload.partitions: %d, under a new result.version")
              .formatted(topic, partitions, declared, partitions));
    }
    if (timestamps != null && !timestamps.equals(APPEND_TIME)) {
      found.add(
          ("topic %s has message.timestamp.type=%s: frames are shed by the broker's append times, so"
                  + " none ever would be; set message.timestamp.type=LogAppendTime, or"
                  + " overload.policy: backlog")
              .formatted(topic, timestamps));
    }
    return found;
  }
}
