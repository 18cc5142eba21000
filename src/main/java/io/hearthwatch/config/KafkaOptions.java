package io.hearthwatch.config;

import java.util.Map;
import org.apache.flink.configuration.ConfigOptions;

/** Options {@code kafka.*}: where frames come from and events go. */
public final class KafkaOptions {
  /** First brokers. */
  public static final JobOption<String> BOOTSTRAP_SERVERS =
      JobOption.ofOperation(
          ConfigOptions.key("kafka.bootstrap-servers")
              .stringType()
              .noDefaultValue()
              .withDescription("Brokers to ask first."),
          TextRules.servers("localhost:9092"));

  /** Consumer group. */
  public static final JobOption<String> GROUP_ID =
      JobOption.ofOperation(
          ConfigOptions.key("kafka.group-id")
              .stringType()
              .defaultValue("hearthwatch")
              .withDescription("Consumer group under which progress is committed."),
          TextRules.name("a name", "hearthwatch"));

  /** Topic read. */
  public static final JobOption<String> FRAMES_TOPIC =
      JobOption.ofOperation(
          ConfigOptions.key("kafka.frames-topic")
              .stringType()
              .defaultValue("frames")
              .withDescription(
                  "Topic with frame references, keyed by camera, stamped with the append "
                      + "time."),
          TextRules.topic("frames"));

  /** Topic of events. */
  public static final JobOption<String> EVENTS_TOPIC =
      JobOption.ofOperation(
          ConfigOptions.key("kafka.events-topic")
              .stringType()
              .defaultValue("events")
              .withDescription("Topic to which risk events are written."),
          TextRules.topic("events"));

  /** Topic of rejected records. */
  public static final JobOption<String> DEAD_LETTERS_TOPIC =
      JobOption.ofOperation(
          ConfigOptions.key("kafka.dead-letters-topic")
              .stringType()
              .defaultValue("dead-letters")
              .withDescription("Topic to which rejected records are copied, with the reason."),
          TextRules.topic("dead-letters"));

  /** Further client properties. */
  public static final JobOption<Map<String, String>> PROPERTIES =
      JobOption.ofOperation(
          ConfigOptions.key("kafka.properties")
              .mapType()
              .defaultValue(Map.of())
              .withDescription(
                  "Further properties of the Kafka clients, such as "
                      + "`kafka.properties.security.protocol`; given to consumers, producers "
                      + "and admin clients alike. Their values are never printed."),
          KafkaProperties.RULE);

  /** File with further client properties. */
  public static final JobOption<String> PROPERTIES_FILE =
      JobOption.ofOperation(
              ConfigOptions.key("kafka.properties-file")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "Properties file with further properties of the Kafka clients, for those "
                          + "that are secrets, such as `sasl.jaas.config`. Read where the job is "
                          + "submitted; `kafka.properties.*` win over it."),
              TextRules.name("a path", "/run/secrets/kafka.properties"))
          .optional();

  private KafkaOptions() {}
}
