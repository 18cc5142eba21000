package io.hearthwatch.assess;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import org.apache.flink.api.common.functions.MapFunction;

/** Puts its event beside each batch. */
public final class AssessFunction implements MapFunction<Batch, AssessedBatch> {
  private static final long serialVersionUID = 1L;

  private final RiskRules rules;

  /** Assesses by the given rules. */
  public AssessFunction(RiskRules rules) {
    this.rules = rules;
  }

  @Override
  public AssessedBatch map(Batch batch) {
    return new AssessedBatch(batch, rules.assess(batch));
  }
}
