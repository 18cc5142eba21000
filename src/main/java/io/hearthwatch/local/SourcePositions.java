package io.hearthwatch.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

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
    Path file = checkpoint.resolve("_metadata");
    CheckpointMetadata metadata;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      metadata =
          Checkpoints.loadCheckpointMetadata(
              in, SourcePositions.class.getClassLoader(), checkpoint.toUri().toString());
    }
    Map<Integer, Long> positions = new HashMap<>();
    for (OperatorState operator : metadata.getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
          addAll(state, positions);
        }
      }
    }
    return positions;
  }

  private static void addAll(OperatorStateHandle state, Map<Integer, Long> positions)
      throws IOException {
    OperatorStateHandle.StateMetaInfo splits = state.getStateNameToPartitionOffsets().get(STATE);
    if (splits == null) {
      return;
    }
    try (FSDataInputStream in = state.openInputStream()) {
      DataInputStream data = new DataInputStream(in);
      for (long offset : splits.getOffsets()) {
        in.seek(offset);
        byte[] bytes = new byte[data.readInt()];
        data.readFully(bytes);
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                new KafkaPartitionSplitSerializer(), bytes);
        positions.put(split.getPartition(), split.getStartingOffset());
      }
    }
  }
}
