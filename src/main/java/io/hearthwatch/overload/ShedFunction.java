package io.hearthwatch.overload;

import io.hearthwatch.domain.Envelope;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Marks the frames that are shed, and lets every record through. It must be chained to the source:
 * only there the records of a partition come in the order of their offsets.
 *
 * <p>Where nothing is shed it is in the graph nevertheless, without state: so a job can be restored
 * with and without shedding, whatever it did before.
 */
public final class ShedFunction extends ProcessFunction<Envelope, Envelope>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private static final String STATE = "partition-queues";

  private final OverloadSettings settings;

  private transient PartitionQueues queues;
  private transient ListState<PartitionQueue> kept;

  /**
   * @param settings valid ones; null where nothing is shed
   */
  public ShedFunction(OverloadSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    OperatorStateStore store = context.getOperatorStateStore();
    if (settings == null) {
      if (store.getRegisteredStateNames().contains(STATE)) {
        // Left alone, union state would be given to all and kept by all, at every restore.
        open(store).clear();
      }
      return;
    }
    queues = new PartitionQueues(new ShedRule(settings));
    kept = open(store);
    for (PartitionQueue queue : kept.get()) {
      queues.add(queue);
    }
  }

  /** Partitions are dealt out anew after a restore, by the source alone: all are given to all. */
  private static ListState<PartitionQueue> open(OperatorStateStore store) throws Exception {
    return store.getUnionListState(
        new ListStateDescriptor<>(STATE, TypeInformation.of(PartitionQueue.class)));
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<Envelope> out) {
    out.collect(queues == null ? envelope : queues.judge(envelope));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (queues != null) {
      kept.update(queues.snapshot());
    }
  }
}
