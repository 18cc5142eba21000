package io.hearthwatch.ingest;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.kafka.RequeueHeaders;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Turns each Kafka record into exactly one {@link Envelope}; never throws for what a record holds.
 */
public final class EnvelopeDeserializer implements KafkaRecordDeserializationSchema<Envelope> {
  private static final long serialVersionUID = 1L;

  /** What the ledger keeps of a record: Postgres rows must stay of a sane size. */
  private static final int KEPT_KEY_BYTES = 1024;

  private static final int KEPT_VALUE_BYTES = 64 * 1024;

  private final IngestSettings settings;
  private transient FrameReferenceParser parser;

  /** A deserializer with the stage's settings. */
  public EnvelopeDeserializer(IngestSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    parser = new FrameReferenceParser(settings);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Envelope> out) {
    FrameReference reference = null;
    Verdict verdict = null;
    try {
      reference = parser.parse(record.key(), record.value());
    } catch (InvalidReferenceException e) {
      verdict = e.verdict();
    }
    RecordCoordinates at =
        new RecordCoordinates(record.topic(), record.partition(), record.offset());
    out.collect(
        new Envelope(
            at,
            1,
            record.timestamp(),
            record.timestampType() == TimestampType.LOG_APPEND_TIME,
            System.currentTimeMillis(),
            cut(record.key(), KEPT_KEY_BYTES),
            cut(record.value(), KEPT_VALUE_BYTES),
            reference,
            verdict,
            RequeueHeaders.read(record.headers(), at)));
  }

  private static byte[] cut(byte[] bytes, int limit) {
    return bytes == null || bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  @Override
  public TypeInformation<Envelope> getProducedType() {
    return TypeInformation.of(Envelope.class);
  }
}
