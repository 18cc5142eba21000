package io.hearthwatch.kafka;

import io.hearthwatch.text.Explained;
import org.apache.kafka.common.KafkaException;

/** Kafka cannot be used as things are; the message says why, and which option to set. */
public final class UnusableKafkaException extends KafkaException implements Explained {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the servers, what is wrong, and the remedy
   */
  public UnusableKafkaException(String message, Throwable cause) {
    super(message, cause);
  }
}
