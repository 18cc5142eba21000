package io.hearthwatch.local;

import io.hearthwatch.state.ResultVersionState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.types.StringValue;

/** The result version that a checkpoint or savepoint belongs to, out of its own files. */
public final class CheckpointVersion {

  private CheckpointVersion() {}

  /**
   * Reads it.
   *
   * @return empty for one from before it was kept, which any version may go on from
   * @throws IOException if the checkpoint is not one of Flink's, or lacks a file
   */
  public static Optional<String> of(Path checkpoint) throws IOException {
    Set<String> versions = new TreeSet<>();
    CheckpointedLists.read(
        checkpoint, ResultVersionState.NAME, in -> versions.add(StringValue.readString(in)));
    return versions.stream().findFirst();
  }
}
