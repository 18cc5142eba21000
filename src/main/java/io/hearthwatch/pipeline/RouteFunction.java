package io.hearthwatch.pipeline;

import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.metrics.Fate;
import io.hearthwatch.metrics.FateCounters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets valid references pass; records without one, and gaps, leave by {@link #UNREADABLE}. Gaps
 * that were accepted leave by {@link #ACCEPTED_GAPS} as well.
 */
final class RouteFunction extends ProcessFunction<Envelope, Envelope> {
  private static final long serialVersionUID = 1L;

  /** Ledger rows of records that hold no valid reference, and of gaps. */
  static final OutputTag<FrameOutcome> UNREADABLE =
      new OutputTag<>("unreadable", TypeInformation.of(FrameOutcome.class));

  /** Gaps that whoever has results of the partition must be told of. */
  static final OutputTag<AcceptedGap> ACCEPTED_GAPS =
      new OutputTag<>("accepted-gaps", TypeInformation.of(AcceptedGap.class));

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
      AcceptedGap gap = AcceptedGap.of(envelope);
      if (gap != null) {
        context.output(ACCEPTED_GAPS, gap);
      }
    } else {
      out.collect(envelope);
    }
  }
}
