package io.hearthwatch.store;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.kafka.KafkaSettings;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Sends every state of every event to the events topic, at least once.
 *
 * <p>Record key: the camera id, so that a camera's events keep their order. Header and field {@code
 * message_id}: the same for each delivery of one state. Record timestamp: the window's end; the
 * topic should stamp append time ({@code message.timestamp.type=LogAppendTime}), or the events of a
 * replay over old frames are older than the topic's retention from the start.
 */
public final class EventsTopic {

  private EventsTopic() {}

  /** Whether there is anything to send. */
  public static boolean concerns(AssessedBatch result) {
    return result.event() != null;
  }

  /**
   * The sink; its input may hold batches without an event, which are not sent.
   *
   * @param settings servers, topic and client properties
   * @param lineage stands in every message
   */
  public static Sink<AssessedBatch> create(KafkaSettings settings, Lineage lineage) {
    return TopicSink.atLeastOnce(
        settings,
        settings.eventsTopic(),
        result ->
            concerns(result)
                ? new TopicSink.Message(
                    RowGuard.text(result.batch().cameraId(), TextLimit.CAMERA_ID),
                    EventMessage.id(result),
                    EventMessage.json(result, lineage))
                : null);
  }
}
