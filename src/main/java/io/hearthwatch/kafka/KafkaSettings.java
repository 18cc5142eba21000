package io.hearthwatch.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;

/**
 * Where frames come from and events go.
 *
 * @param bootstrapServers {@code host:port[,host:port…]}
 * @param groupId consumer group under which progress is committed
 * @param framesTopic frame references
 * @param eventsTopic risk events out
 * @param deadLettersTopic rejected records out
 * @param properties further Kafka client properties ({@code security.protocol} and its like), given
 *     to consumers, producers and admin clients alike
 */
public record KafkaSettings(
    String bootstrapServers,
    String groupId,
    String framesTopic,
    String eventsTopic,
    String deadLettersTopic,
    Map<String, String> properties)
    implements Serializable {

  /** What every client starts from: the properties, and where the brokers are. */
  public Properties clientProperties() {
    Properties client = new Properties();
    client.putAll(properties);
    client.setProperty("bootstrap.servers", bootstrapServers);
    return client;
  }

  /** Names the servers and topics, never the properties: they may hold secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers="
        + bootstrapServers
        + ", framesTopic="
        + framesTopic
        + "]";
  }
}
