package io.hearthwatch.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Envelope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness's close declares Exception
class ShedFunctionTest {
  private static final int MAX_PARALLELISM = 1024;
  private static final OverloadSettings SETTINGS = Arrivals.SETTINGS;

  private static final Path COMMITTED =
      Path.of("src", "test", "resources", "operator-state", "shed-frames-v1");

  /** Before each piece the job is restored at the next of these, partitions dealt out anew. */
  private static final int[] PARALLELISMS = {2, 1, 3};

  @Test
  void shedsTheSameFramesWhenRestoredBetweenRecordsAtAnyParallelism() throws Exception {
    List<Envelope> arrivals = Arrivals.random(11, 4, 600);
    PartitionQueues undisturbed = new PartitionQueues(new ShedRule(SETTINGS));
    List<Envelope> expected = arrivals.stream().map(undisturbed::judge).toList();

    List<Envelope> judged = new ArrayList<>();
    OperatorSubtaskState state = null;
    int before = 0;
    for (int i = 0; i < arrivals.size(); i++) {
      int parallelism = PARALLELISMS[i % PARALLELISMS.length];
      Subtasks subtasks = new Subtasks(SETTINGS, state, before, parallelism);
      // Which subtask reads a partition changes with every restore.
      int reader = (arrivals.get(i).coordinates().partition() + i) % parallelism;
      judged.addAll(subtasks.process(reader, arrivals.get(i)));
      state = subtasks.snapshotAndClose(i);
      before = parallelism;
    }

    assertThat(judged).isEqualTo(expected);
    assertThat(judged).as("the input is worth it").anyMatch(e -> e.verdict() != null);
  }

  @Test
  void aJobThatShedFramesGoesOnWithoutAndKeepsNothingOfIt() throws Exception {
    List<Envelope> burst = burst(0, 40);
    OperatorSubtaskState full = runAll(SETTINGS, null, burst).state();

    Run without = runAll(null, full, burst(40, 80));
    assertThat(without.judged()).isEqualTo(burst(40, 80));
    assertThat(runAll(null, null, burst).state().hasState())
        .as("who never shed has no state that an earlier version could not restore")
        .isFalse();

    assertThat(runAll(SETTINGS, without.state(), burst(80, 81)).judged())
        .as("an empty queue")
        .isEqualTo(burst(80, 81));
  }

  /**
   * State that an earlier version kept: 40 records at once, of which 21 fill the queue to its end.
   * A field or a state that is renamed is silently empty, and lets the next frame through.
   */
  @Test
  void committedStateStillFillsTheQueue() throws Exception {
    if (Boolean.getBoolean("hearthwatch.regenerate") && !Files.exists(COMMITTED)) {
      OperatorSnapshotUtil.writeStateHandle(
          runAll(SETTINGS, null, burst(0, 40)).state(), COMMITTED.toString());
    }
    OperatorSubtaskState committed = OperatorSnapshotUtil.readStateHandle(COMMITTED.toString());

    assertThat(runAll(SETTINGS, committed, burst(40, 41)).judged())
        .singleElement()
        .satisfies(
            next ->
                assertThat(next.verdict().detail())
                    .isEqualTo(
                        "at the declared capacity it would have waited 2100 ms; a camera of normal"
                            + " priority waits 2000 ms"));
  }

  private static List<Envelope> burst(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(offset -> Arrivals.frame(0, offset, Arrivals.START, "yard"))
        .toList();
  }

  private record Run(List<Envelope> judged, OperatorSubtaskState state) {}

  private static Run runAll(
      OverloadSettings settings, OperatorSubtaskState state, List<Envelope> records)
      throws Exception {
    Subtasks subtasks = new Subtasks(settings, state, 1, 1);
    List<Envelope> judged = new ArrayList<>();
    for (Envelope record : records) {
      judged = subtasks.process(0, record);
    }
    return new Run(judged, subtasks.snapshotAndClose(1));
  }

  /** The operator's subtasks between two restores. */
  private static final class Subtasks {
    private final List<OneInputStreamOperatorTestHarness<Envelope, Envelope>> all =
        new ArrayList<>();

    Subtasks(OverloadSettings settings, OperatorSubtaskState state, int before, int parallelism)
        throws Exception {
      for (int i = 0; i < parallelism; i++) {
        OneInputStreamOperatorTestHarness<Envelope, Envelope> harness =
            new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new ShedFunction(settings)), MAX_PARALLELISM, parallelism, i);
        harness.setup();
        if (state != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, before, parallelism, i));
        }
        harness.open();
        all.add(harness);
      }
    }

    List<Envelope> process(int subtask, Envelope envelope) throws Exception {
      all.get(subtask).processElement(envelope, 0);
      return all.get(subtask).extractOutputValues();
    }

    OperatorSubtaskState snapshotAndClose(long checkpoint) throws Exception {
      List<OperatorSubtaskState> states = new ArrayList<>();
      for (OneInputStreamOperatorTestHarness<Envelope, Envelope> harness : all) {
        states.add(harness.snapshot(checkpoint, checkpoint));
        harness.close();
      }
      return AbstractStreamOperatorTestHarness.repackageState(
          states.toArray(new OperatorSubtaskState[0]));
    }
  }
}
