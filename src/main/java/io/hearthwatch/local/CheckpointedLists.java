package io.hearthwatch.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** Lists in the operators' state of a checkpoint or savepoint, out of its own files. */
final class CheckpointedLists {

  private CheckpointedLists() {}

  /** Takes one element, as its serializer wrote it. */
  @FunctionalInterface
  interface Element {
    void read(DataInputStream in) throws IOException;
  }

  /**
   * Reads all elements of all lists of a name, whatever operator and subtask they belong to.
   *
   * @throws IOException if the checkpoint is not one of Flink's, or lacks a file
   */
  static void read(Path checkpoint, String name, Element element) throws IOException {
    Path file = checkpoint.resolve("_metadata");
    CheckpointMetadata metadata;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      metadata =
          Checkpoints.loadCheckpointMetadata(
              in, CheckpointedLists.class.getClassLoader(), checkpoint.toUri().toString());
    }
    for (OperatorState operator : metadata.getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
          read(state, name, element);
        }
      }
    }
  }

  private static void read(OperatorStateHandle state, String name, Element element)
      throws IOException {
    OperatorStateHandle.StateMetaInfo list = state.getStateNameToPartitionOffsets().get(name);
    if (list == null) {
      return;
    }
    try (FSDataInputStream in = state.openInputStream()) {
      for (long offset : list.getOffsets()) {
        in.seek(offset);
        element.read(new DataInputStream(in));
      }
    }
  }
}
