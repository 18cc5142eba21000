package io.hearthwatch.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Envelope;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness's close declares Exception
class ShedFunctionTest {
  private static final int MAX_PARALLELISM = 1024;

  /** Before each piece the job is restored at the next of these, partitions dealt out anew. */
  private static final int[] PARALLELISMS = {2, 1, 3};

  @Test
  void shedsTheSameFramesWhenRestoredBetweenRecordsAtAnyParallelism() throws Exception {
    List<Envelope> arrivals = Arrivals.random(11, 4, 600);
    PartitionQueues undisturbed = new PartitionQueues(new ShedRule(Arrivals.SETTINGS));
    List<Envelope> expected = arrivals.stream().map(undisturbed::judge).toList();

    List<Envelope> judged = new ArrayList<>();
    OperatorSubtaskState state = null;
    int before = 0;
    for (int i = 0; i < arrivals.size(); i++) {
      int parallelism = PARALLELISMS[i % PARALLELISMS.length];
      Subtasks subtasks = new Subtasks(state, before, parallelism);
      // Which subtask reads a partition changes with every restore.
      int reader = (arrivals.get(i).coordinates().partition() + i) % parallelism;
      judged.addAll(subtasks.process(reader, arrivals.get(i)));
      state = subtasks.snapshotAndClose(i);
      before = parallelism;
    }

    assertThat(judged).isEqualTo(expected);
    assertThat(judged).as("the input is worth it").anyMatch(e -> e.verdict() != null);
  }

  /** The operator's subtasks between two restores. */
  private static final class Subtasks {
    private final List<OneInputStreamOperatorTestHarness<Envelope, Envelope>> all =
        new ArrayList<>();

    Subtasks(OperatorSubtaskState state, int before, int parallelism) throws Exception {
      for (int i = 0; i < parallelism; i++) {
        OneInputStreamOperatorTestHarness<Envelope, Envelope> harness =
            new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new ShedFunction(Arrivals.SETTINGS)),
                MAX_PARALLELISM,
                parallelism,
                i);
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
