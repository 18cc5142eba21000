package io.hearthwatch.assess;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskLevel;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.metrics.JobMetric;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** Puts its event beside each batch. */
public final class AssessFunction extends RichMapFunction<Batch, AssessedBatch> {
  private static final long serialVersionUID = 1L;

  private final RiskRules rules;

  private transient Map<RiskLevel, Counter> eventsAssessed;
  private transient Histogram windowEndToAssessedMillis;

  /** Assesses by the given rules. */
  public AssessFunction(RiskRules rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    windowEndToAssessedMillis = JobMetric.WINDOW_END_TO_ASSESSED.histogram(metrics);
    eventsAssessed = new EnumMap<>(RiskLevel.class);
    for (RiskLevel level : RiskLevel.values()) {
      eventsAssessed.put(level, JobMetric.EVENTS_ASSESSED.counter(metrics, level.code()));
    }
  }

  @Override
  public AssessedBatch map(Batch batch) {
    RiskEvent event = rules.assess(batch);
    if (event != null) {
      eventsAssessed.get(event.level()).inc();
    }
    if (batch.stage() == Stage.CLOSED) {
      windowEndToAssessedMillis.update(System.currentTimeMillis() - batch.windowEndMillis());
    }
    return new AssessedBatch(batch, event);
  }
}
