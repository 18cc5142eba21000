package io.hearthwatch.pipeline;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.metrics.Fate;
import io.hearthwatch.metrics.FateCounters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets valid references pass; records without one, and gaps, leave by {@link #UNREADABLE}. */
final class RouteFunction extends ProcessFunction<Envelope, Envelope> {
  private static final long serialVersionUID = 1L;

  /** Ledger rows of records that hold no valid reference, and of gaps. */
  static final OutputTag<FrameOutcome> UNREADABLE =
      new OutputTag<>("unreadable", TypeInformation.of(FrameOutcome.class));

  private transient FateCounters turnedAway;

  @Override
  public void open(OpenContext context) {
    turnedAway = new FateCounters(getRuntimeContext().getMetricGroup(), Fate.AT_INGEST);
  }

  @Override
  public void processElement(Envelope envelope, Context context, Collector<Envelope> out) {
    if (envelope.reference() == null) {
      turnedAway.count(envelope.verdict());
      context.output(UNREADABLE, FrameOutcome.unreadable(envelope));
    } else {
      out.collect(envelope);
    }
  }
}
