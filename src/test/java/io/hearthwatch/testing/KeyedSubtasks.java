package io.hearthwatch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The subtasks of one keyed operator, each in a harness, records routed by key group as the job
 * does; what is broadcast goes to all. Can be stopped and restored at any parallelism. Generic
 * types are off: state that would need Kryo fails.
 *
 * @param <IN> records in
 * @param <OUT> records out
 */
@SuppressWarnings("try") // the harnesses' close declares Exception
final class KeyedSubtasks<IN, OUT> implements AutoCloseable {
  private static final int MAX_PARALLELISM = 128;

  private final Supplier<? extends AbstractStreamOperator<OUT>> operators;
  private final KeySelector<IN, String> key;
  private final StateBackend backend;
  private final List<OutputTag<?>> sides;
  private final List<AbstractStreamOperatorTestHarness<OUT>> subtasks = new ArrayList<>();
  private long now;

  KeyedSubtasks(
      Supplier<? extends AbstractStreamOperator<OUT>> operators,
      KeySelector<IN, String> key,
      StateBackend backend,
      List<OutputTag<?>> sides)
      throws Exception {
    this.operators = operators;
    this.key = key;
    this.backend = backend;
    this.sides = sides;
    open(1, null, 1);
  }

  /** Hands a record to the subtask that owns its key; returns what came out, by output. */
  List<List<Object>> process(IN value) throws Exception {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key.getKey(value), MAX_PARALLELISM, subtasks.size());
    if (subtasks.get(subtask)
        instanceof KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, OUT> twoInputs) {
      keyed(twoInputs).processElement1(new StreamRecord<>(value));
    } else {
      keyed((KeyedOneInputStreamOperatorTestHarness<?, ?, OUT>) subtasks.get(subtask))
          .processElement(new StreamRecord<>(value));
    }
    return drain();
  }

  /** Hands something to every subtask; returns what came out, by output. */
  List<List<Object>> broadcast(Object value) throws Exception {
    for (var subtask : subtasks) {
      keyed((KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, OUT>) subtask)
          .processElement2(new StreamRecord<>(value));
    }
    return drain();
  }

  @SuppressWarnings("unchecked") // as it was made in open
  private KeyedTwoInputStreamOperatorTestHarness<String, IN, Object, OUT> keyed(
      KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, OUT> subtask) {
    return (KeyedTwoInputStreamOperatorTestHarness<String, IN, Object, OUT>) subtask;
  }

  @SuppressWarnings("unchecked") // as it was made in open
  private KeyedOneInputStreamOperatorTestHarness<String, IN, OUT> keyed(
      KeyedOneInputStreamOperatorTestHarness<?, ?, OUT> subtask) {
    return (KeyedOneInputStreamOperatorTestHarness<String, IN, OUT>) subtask;
  }

  /** Moves processing time; returns what timers emitted, by output. */
  List<List<Object>> advanceTo(long millis) throws Exception {
    now = millis;
    for (var subtask : subtasks) {
      subtask.setProcessingTime(millis);
    }
    return drain();
  }

  /** Takes a snapshot, closes everything, and restores it at another parallelism. */
  void restore(int parallelism) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = subtasks.get(i).snapshot(1, 1);
    }
    int before = subtasks.size();
    close();
    open(parallelism, AbstractStreamOperatorTestHarness.repackageState(states), before);
  }

  /** Pending processing-time timers of all subtasks. */
  int timers() {
    return subtasks.stream()
        .mapToInt(AbstractStreamOperatorTestHarness::numProcessingTimeTimers)
        .sum();
  }

  /** Entries in keyed state of all subtasks; heap backend only. */
  int stateEntries() {
    return subtasks.stream()
        .mapToInt(
            subtask ->
                subtask instanceof KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, OUT> twoInputs
                    ? twoInputs.numKeyedStateEntries()
                    : ((KeyedOneInputStreamOperatorTestHarness<?, ?, OUT>) subtask)
                        .numKeyedStateEntries())
        .sum();
  }

  @Override
  public void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
  }

  private void open(int parallelism, OperatorSubtaskState state, int before) throws Exception {
    for (int i = 0; i < parallelism; i++) {
      AbstractStreamOperatorTestHarness<OUT> subtask = harness(operators.get(), parallelism, i);
      ((SerializerConfigImpl) subtask.getExecutionConfig().getSerializerConfig())
          .setGenericTypes(false);
      subtask.setStateBackend(backend);
      subtask.setProcessingTime(now);
      subtask.setup();
      if (state != null) {
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, parallelism, i));
      }
      subtask.open();
      subtasks.add(subtask);
    }
  }

  @SuppressWarnings("unchecked") // the constructor's caller gives operators of these types
  private AbstractStreamOperatorTestHarness<OUT> harness(
      AbstractStreamOperator<OUT> operator, int parallelism, int subtask) throws Exception {
    if (operator instanceof TwoInputStreamOperator<?, ?, ?> twoInputs) {
      return new KeyedTwoInputStreamOperatorTestHarness<>(
          (TwoInputStreamOperator<IN, Object, OUT>) twoInputs,
          key,
          null,
          Types.STRING,
          MAX_PARALLELISM,
          parallelism,
          subtask);
    }
    return new KeyedOneInputStreamOperatorTestHarness<>(
        (OneInputStreamOperator<IN, OUT>) operator,
        key,
        Types.STRING,
        MAX_PARALLELISM,
        parallelism,
        subtask);
  }

  private List<List<Object>> drain() {
    List<List<Object>> outputs = new ArrayList<>();
    List<Object> main = new ArrayList<>();
    for (var subtask : subtasks) {
      main.addAll(subtask.extractOutputValues());
      subtask.getOutput().clear();
    }
    outputs.add(main);
    for (OutputTag<?> tag : sides) {
      List<Object> side = new ArrayList<>();
      for (var subtask : subtasks) {
        var queue = subtask.getSideOutput(tag);
        if (queue != null) {
          queue.forEach(element -> side.add(element.getValue()));
          queue.clear();
        }
      }
      outputs.add(side);
    }
    return outputs;
  }
}
