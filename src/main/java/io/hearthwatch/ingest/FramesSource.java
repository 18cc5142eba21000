package io.hearthwatch.ingest;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.kafka.KafkaSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The Kafka source of the job: Flink's own, started by {@link StartingOffsets} and read through
 * {@link GapReader}, so that every offset of the topic comes out as a record or as part of a gap.
 */
public final class FramesSource
    implements Source<Envelope, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Envelope> {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<Envelope> kafka;
  private final FirstOffsets firstOffsets;
  private final boolean acceptGap;

  private FramesSource(KafkaSource<Envelope> kafka, FirstOffsets firstOffsets, boolean acceptGap) {
    this.kafka = kafka;
    this.firstOffsets = firstOffsets;
    this.acceptGap = acceptGap;
  }

  /** The source of the frames topic; never ends. */
  public static FramesSource of(KafkaSettings kafka, IngestSettings ingest) {
    Properties client = kafka.clientProperties();
    // Records of an aborted transaction were never published; their offsets show up as a gap.
    client.setProperty("isolation.level", "read_committed");
    KafkaSource<Envelope> source =
        KafkaSource.<Envelope>builder()
            .setProperties(client)
            .setTopics(kafka.framesTopic())
            .setGroupId(kafka.groupId())
            .setStartingOffsets(new StartingOffsets())
            .setDeserializer(new EnvelopeDeserializer(ingest))
            .build();
    return new FramesSource(
        source, partitions -> firstOffsets(kafka, partitions), ingest.acceptGap());
  }

  private static Map<TopicPartition, Long> firstOffsets(
      KafkaSettings kafka, Collection<TopicPartition> partitions) {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      return admin
          .listOffsets(
              partitions.stream()
                  .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.earliest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    } catch (ExecutionException e) {
      throw new KafkaException("cannot ask for the first offsets of " + partitions, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking for first offsets", e);
    }
  }

  @Override
  public SourceReader<Envelope, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new GapReader(kafka.createReader(context), firstOffsets, acceptGap);
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    return kafka.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Envelope> getProducedType() {
    return kafka.getProducedType();
  }
}
