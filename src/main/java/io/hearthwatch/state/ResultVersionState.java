package io.hearthwatch.state;

import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The result version in operator state, which is what a job's state belongs to: windows that are
 * open carry its keys and what was found under it. A job that is restored under another name would
 * write half of them there, and half of what comes next.
 *
 * <p>State from before there was this one is taken as it is.
 */
public final class ResultVersionState {
  /** Name of the state: a list of one string for each subtask, all the same. */
  public static final String NAME = "result-version";

  private ResultVersionState() {}

  /**
   * Remembers the version with every checkpoint from now on. To be called where a function
   * initializes its state.
   *
   * @param resultVersion under which the job runs now
   * @throws SuppressRestartsException when the job is restored from state of another version; it
   *     fails for good, for no restart would mend it
   */
  public static void keep(FunctionInitializationContext context, String resultVersion)
      throws Exception {
    // All subtasks read all of it: each must refuse, or it would pass on what the others refused.
    ListState<String> kept =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(NAME, Types.STRING));
    for (String before : kept.get()) {
      if (!before.equals(resultVersion)) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                refusal(context.getRestoredCheckpointId(), before, resultVersion)));
      }
    }
    kept.update(List.of(resultVersion));
  }

  private static String refusal(OptionalLong checkpoint, String before, String now) {
    return ("the checkpoint or savepoint%s that the job is to go on from belongs to result version"
            + " %s, and result.version is %s: its open windows would be written under both. To"
            + " compute %s, start without state, so that the topic is read from its beginning"
            + " (`hearthwatch cluster submit` without --from, `flink run` without -s,"
            + " HEARTHWATCH_RESTORE=none); to go on with %s, set result.version: %s")
        .formatted(
            checkpoint.isPresent() ? " (number " + checkpoint.getAsLong() + ")" : "",
            before,
            now,
            now,
            before,
            before);
  }
}
