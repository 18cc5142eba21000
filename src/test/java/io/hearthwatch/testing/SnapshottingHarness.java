package io.hearthwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.util.OutputTag;

/**
 * Runs the same steps through a keyed function straight, with a snapshot and a restore between
 * every two steps, with a restore at another parallelism between every two steps, and straight on
 * RocksDB, and fails unless all runs emit the same at every step.
 *
 * @param <IN> records in
 * @param <OUT> records out
 */
public final class SnapshottingHarness<IN, OUT> {
  /**
   * One thing that happens.
   *
   * @param <IN> records in
   */
  public sealed interface Step<IN> {}

  /** A record arrives. */
  public record Arrival<IN>(IN value) implements Step<IN> {}

  /** Processing time moves on, and timers fire. */
  public record Clock<IN>(long millis) implements Step<IN> {}

  /** Something arrives at every subtask, by the broadcast input. */
  public record Broadcast<IN>(Object value) implements Step<IN> {}

  /**
   * What a run emitted and left.
   *
   * @param main the main output
   * @param sides the side outputs, in the order in which their tags were given
   * @param timers pending processing-time timers at the end
   * @param stateEntries entries of keyed state at the end
   */
  public record Result<OUT>(
      List<OUT> main, List<List<Object>> sides, int timers, int stateEntries) {}

  private final Supplier<? extends AbstractStreamOperator<OUT>> operators;
  private final KeySelector<IN, String> key;
  private final List<OutputTag<?>> sides;

  /**
   * @param functions gives a new function for each subtask of each run
   * @param key the key
   * @param sides side outputs to compare as well
   */
  public SnapshottingHarness(
      Supplier<? extends KeyedProcessFunction<String, IN, OUT>> functions,
      KeySelector<IN, String> key,
      OutputTag<?>... sides) {
    this(() -> new KeyedProcessOperator<>(functions.get()), List.of(sides), key);
  }

  private SnapshottingHarness(
      Supplier<? extends AbstractStreamOperator<OUT>> operators,
      List<OutputTag<?>> sides,
      KeySelector<IN, String> key) {
    this.operators = operators;
    this.key = key;
    this.sides = sides;
  }

  /**
   * The same of a function that has a broadcast input as well.
   *
   * @param state what it keeps of the broadcast input
   */
  public static <IN, OTHER, OUT> SnapshottingHarness<IN, OUT> withBroadcast(
      Supplier<? extends KeyedBroadcastProcessFunction<String, IN, OTHER, OUT>> functions,
      MapStateDescriptor<?, ?> state,
      KeySelector<IN, String> key,
      OutputTag<?>... sides) {
    return new SnapshottingHarness<>(
        () -> new CoBroadcastWithKeyedOperator<>(functions.get(), List.of(state)),
        List.of(sides),
        key);
  }

  /** Runs all steps in all ways and returns the common result. */
  public Result<OUT> run(List<Step<IN>> steps) throws Exception {
    Run<OUT> straight = run(steps, new HashMapStateBackend(), step -> 0);
    compare(steps, "restored", straight, run(steps, new HashMapStateBackend(), step -> 1));
    compare(
        steps, "rescaled", straight, run(steps, new HashMapStateBackend(), step -> 1 + step % 3));
    compare(
        steps, "on RocksDB", straight, run(steps, new EmbeddedRocksDBStateBackend(), step -> 0));
    return straight.result();
  }

  private record Run<OUT>(List<List<List<Object>>> perStep, Result<OUT> result) {}

  /** {@code parallelism} gives that of the restore before a step; 0 is no restore. */
  @SuppressWarnings("try") // the harnesses' close declares Exception
  private Run<OUT> run(List<Step<IN>> steps, StateBackend backend, IntUnaryOperator parallelism)
      throws Exception {
    List<List<List<Object>>> perStep = new ArrayList<>();
    try (KeyedSubtasks<IN, OUT> subtasks = new KeyedSubtasks<>(operators, key, backend, sides)) {
      for (int i = 0; i < steps.size(); i++) {
        int restoreAt = parallelism.applyAsInt(i);
        if (restoreAt > 0) {
          subtasks.restore(restoreAt);
        }
        perStep.add(take(steps.get(i), subtasks));
      }
      boolean countable = backend instanceof HashMapStateBackend;
      return new Run<>(
          perStep,
          new Result<>(
              output(perStep, 0),
              sides.stream()
                  .map(tag -> this.<Object>output(perStep, 1 + sides.indexOf(tag)))
                  .toList(),
              subtasks.timers(),
              countable ? subtasks.stateEntries() : -1));
    }
  }

  private List<List<Object>> take(Step<IN> step, KeyedSubtasks<IN, OUT> subtasks) throws Exception {
    if (step instanceof Arrival<IN> arrival) {
      return subtasks.process(arrival.value());
    }
    return step instanceof Broadcast<IN> broadcast
        ? subtasks.broadcast(broadcast.value())
        : subtasks.advanceTo(((Clock<IN>) step).millis());
  }

  @SuppressWarnings("unchecked") // output 0 is the main one, whose type is OUT
  private <T> List<T> output(List<List<List<Object>>> perStep, int output) {
    return perStep.stream()
        .flatMap(outputs -> outputs.get(output).stream())
        .map(o -> (T) o)
        .toList();
  }

  /** What one record brings out has an order; what several keys bring out has none among them. */
  private void compare(List<Step<IN>> steps, String how, Run<OUT> expected, Run<OUT> actual) {
    for (int i = 0; i < steps.size(); i++) {
      var comparison =
          assertThat(actual.perStep().get(i))
              .as("%s run, step %d: %s", how, i, steps.get(i))
              .usingRecursiveComparison();
      if (!(steps.get(i) instanceof Arrival<IN>)) {
        comparison = comparison.ignoringCollectionOrder();
      }
      comparison.isEqualTo(expected.perStep().get(i));
    }
    assertThat(actual.result().timers())
        .as("timers at the end of the %s run", how)
        .isEqualTo(expected.result().timers());
  }
}
