package io.hearthwatch.store;

import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.kafka.KafkaSettings;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Sends every rejected record to the dead letters topic, at least once.
 *
 * <p>Record key: the camera id, or none where the record did not say it validly. Header and field
 * {@code message_id}: the same for each delivery. Record timestamp: that of the rejected record.
 */
public final class DeadLetterTopic {

  private DeadLetterTopic() {}

  /**
   * Whether there is anything to send: duplicates, late and shed frames and gaps are no one's to
   * repair.
   */
  public static boolean concerns(FrameOutcome outcome) {
    return outcome.verdict().outcome() == Outcome.REJECTED;
  }

  /**
   * The sink; its input may hold other outcomes, which are not sent.
   *
   * @param settings servers, topic and client properties
   * @param lineage names the result version
   */
  public static Sink<FrameOutcome> create(KafkaSettings settings, Lineage lineage) {
    return TopicSink.atLeastOnce(
        settings,
        settings.deadLettersTopic(),
        outcome ->
            concerns(outcome)
                ? new TopicSink.Message(
                    RowGuard.text(outcome.cameraId(), TextLimit.CAMERA_ID),
                    DeadLetter.id(outcome, lineage),
                    DeadLetter.json(outcome, lineage))
                : null);
  }
}
