package io.hearthwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.RiskFactor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreSheetTest {
  @Test
  void sumWithinTheScaleIsTheScore() {
    assertThat(sheet(40, -3)).isEqualTo(new ScoreSheet(37, factors(40, -3)));
    assertThat(sheet(100).factors()).hasSize(1);
    assertThat(sheet(5, -5).factors()).hasSize(2);
  }

  @Test
  void whatLeavesTheScaleIsNamed() {
    assertThat(sheet(90, 11).score()).isEqualTo(100);
    assertThat(sheet(90, 11).factors()).last().extracting(RiskFactor::contribution).isEqualTo(-1);
    assertThat(sheet(4, -11).score()).isZero();
    assertThat(sheet(4, -11).factors()).last().extracting(RiskFactor::contribution).isEqualTo(7);
  }

  private static ScoreSheet sheet(int... contributions) {
    return ScoreSheet.of(factors(contributions));
  }

  private static List<RiskFactor> factors(int... contributions) {
    return Arrays.stream(contributions).mapToObj(c -> new RiskFactor("some", c, "why")).toList();
  }
}
