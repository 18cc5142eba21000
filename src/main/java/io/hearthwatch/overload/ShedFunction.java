package io.hearthwatch.overload;

import io.hearthwatch.domain.Envelope;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Marks the frames that are shed, and lets every record through. It must be chained to the source:
 * only there the records of a partition come in the order of their offsets.
 */
public final class ShedFunction extends ProcessFunction<Envelope, Envelope>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final OverloadSettings settings;

  private transient PartitionQueues queues;
  private transient ListState<PartitionQueue> kept;

  /** With valid settings. */
  public ShedFunction(OverloadSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    queues = new PartitionQueues(new ShedRule(settings));
    // Partitions are dealt out anew after a restore, by the source alone: all are given to all.
    kept =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "partition-queues", TypeInformation.of(PartitionQueue.class)));
    for (PartitionQueue queue : kept.get()) {
      queues.add(queue);
    }
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<Envelope> out) {
    out.collect(queues.judge(envelope));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    kept.update(queues.snapshot());
  }
}
