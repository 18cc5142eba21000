package io.hearthwatch.assess;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskFactor;
import io.hearthwatch.domain.RiskLevel;
import io.hearthwatch.identity.RowIds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Scores batches by {@link RiskRule}: in integers, without a model, a clock or chance. Immutable
 * and safe to share between threads.
 */
public final class RiskRules implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SiteClock clock;
  private final RowIds ids;

  /**
   * @param settings the site
   * @param ids derives the events' keys
   */
  public RiskRules(RiskSettings settings, RowIds ids) {
    this.clock = new SiteClock(settings);
    this.ids = ids;
  }

  /**
   * The risk of what a batch saw.
   *
   * @return null when it saw nothing that is watched
   */
  public RiskEvent assess(Batch batch) {
    Scene scene = Scene.of(batch, clock);
    if (scene == null) {
      return null;
    }
    List<RiskFactor> factors =
        Arrays.stream(RiskRule.values())
            .filter(rule -> rule.applies(scene))
            .map(rule -> rule.explain(scene))
            .toList();
    ScoreSheet sheet = ScoreSheet.of(factors);
    return new RiskEvent(
        ids.event(
            batch.cameraId(),
            batch.windowStartMillis(),
            batch.windowEndMillis() - batch.windowStartMillis()),
        sheet.score(),
        RiskLevel.ofScore(sheet.score()),
        sheet.factors(),
        Summary.of(batch, scene, clock));
  }
}
