package io.hearthwatch.pipeline;

import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.metrics.Fate;
import io.hearthwatch.metrics.JobMetric;
import io.hearthwatch.metrics.OutcomeTotal;
import io.hearthwatch.metrics.OutcomeTotals;
import io.hearthwatch.state.ResultVersionState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts what the ledger is given, on its way there, and changes nothing.
 *
 * <p>The totals are operator state: what came after a checkpoint is forgotten with a failure, and
 * counted when it comes again. The sink writes those rows a second time, under the same keys, so
 * totals and table agree once both are at rest. Restored from a savepoint without totals, they
 * begin at 0.
 *
 * <p>Every row of the ledger passes here: restored under another result version, nothing does
 * ({@link ResultVersionState}).
 */
final class CountOutcomesFunction extends ProcessFunction<FrameOutcome, FrameOutcome>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String resultVersion;

  private transient OutcomeTotals totals;
  private transient ListState<OutcomeTotal> kept;
  private transient Histogram appendToLedgerMillis;

  CountOutcomesFunction(String resultVersion) {
    this.resultVersion = resultVersion;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ResultVersionState.keep(context, resultVersion);
    totals = new OutcomeTotals(resultVersion);
    // Dealt out entry by entry after a rescale, which leaves every sum as it was.
    kept =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "outcome-totals", TypeInformation.of(OutcomeTotal.class)));
    for (OutcomeTotal earlier : kept.get()) {
      totals.add(earlier);
    }
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    for (Fate fate : Fate.ALL) {
      JobMetric.LEDGER_ROWS.gauge(metrics, (Gauge<Long>) () -> totals.rows(fate), fate.labels());
    }
    appendToLedgerMillis = JobMetric.APPEND_TO_LEDGER.histogram(metrics);
  }

  @Override
  public void processElement(FrameOutcome outcome, Context context, Collector<FrameOutcome> out) {
    out.collect(outcome);
    totals.count(outcome.verdict());
    if (outcome.appendedAtMillis() > 0) {
      appendToLedgerMillis.update(System.currentTimeMillis() - outcome.appendedAtMillis());
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    kept.update(totals.snapshot());
  }
}
