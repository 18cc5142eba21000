package io.hearthwatch.config;

import java.util.Map;
import java.util.Set;

/** The pass-through properties of Kafka's clients, {@code kafka.properties.*}. */
final class KafkaProperties {
  static final String PREFIX = "kafka.properties.";

  /** A section: its entries are gathered one by one, so a text in its place is refused. */
  static final Rule<Map<String, String>> RULE =
      Rule.of(
          "a property, one per line",
          "{security.protocol: SASL_SSL}",
          text -> {
            throw new IllegalArgumentException("is a section, not a value");
          },
          map -> {
            throw new IllegalStateException("Kafka's properties are no part of the digest");
          });

  private static final Map<String, String> INSTEAD =
      Map.of(
          "bootstrap.servers", KafkaOptions.BOOTSTRAP_SERVERS.key(),
          "group.id", KafkaOptions.GROUP_ID.key());
  private static final Set<String> OWN =
      Set.of(
          "auto.offset.reset",
          "enable.auto.commit",
          "key.deserializer",
          "value.deserializer",
          "key.serializer",
          "value.serializer");

  private KafkaProperties() {}

  /**
   * The remedy when a property is not the user's to set, otherwise {@code null}.
   *
   * @param name the client's name of the property
   */
  static String refusal(String name) {
    if (INSTEAD.containsKey(name)) {
      return "Give `" + INSTEAD.get(name) + "` instead.";
    }
    if (OWN.contains(name)) {
      return "Remove it: the job sets it, because its promise depends on it.";
    }
    return null;
  }
}
