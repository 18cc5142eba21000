package io.hearthwatch.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether a topic is fit to carry frame references, asked before a job starts.
 *
 * @param problems why the job must not read this topic, each with its remedy; empty if it may
 * @param warnings what the job cannot promise on this topic, each with its remedy
 */
public record FramesTopicCheck(List<String> problems, List<String> warnings) {

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
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
      return judge(topic, configs.get(resource));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return new FramesTopicCheck(
            List.of(
                "topic %s does not exist: create it with message.timestamp.type=LogAppendTime"
                    .formatted(topic)),
            List.of());
      }
      throw new KafkaException("cannot ask the broker about topic " + topic, e.getCause());
    }
  }

  private static FramesTopicCheck judge(String topic, Config config) {
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
    if (!timestamps.equals("LogAppendTime")) {
      warnings.add(
          ("topic %s has message.timestamp.type=%s: cameras' clocks cannot be checked against the"
                  + " broker's; set message.timestamp.type=LogAppendTime")
              .formatted(topic, timestamps));
    }
    return new FramesTopicCheck(List.copyOf(problems), List.copyOf(warnings));
  }
}
