package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;

/** How far the source of a checkpoint or savepoint has read, out of its own files. */
public final class SourcePositions {
  /** The name under which Flink keeps the splits of every source. */
  private static final String STATE = "SourceReaderState";

  private SourcePositions() {}

  /**
   * Reads them.
   *
   * @return by partition, the next offset that a job would read which starts from there
   * @throws IOException if the checkpoint is not one of Flink's, or lacks a file
   */
  public static Map<Integer, Long> of(Path checkpoint) throws IOException {
    Map<Integer, Long> positions = new HashMap<>();
    CheckpointedLists.read(
        checkpoint,
        STATE,
        in -> {
          byte[] bytes = new byte[in.readInt()];
          in.readFully(bytes);
          KafkaPartitionSplit split =
              SimpleVersionedSerialization.readVersionAndDeSerialize(
                  new KafkaPartitionSplitSerializer(), bytes);
          positions.put(split.getPartition(), split.getStartingOffset());
        });
    return positions;
  }
}
