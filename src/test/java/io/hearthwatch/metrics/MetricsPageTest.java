package io.hearthwatch.metrics;

import io.hearthwatch.testing.GeneratedPage;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  @Test
  void theCommittedPageIsTheGeneratedOne() throws Exception {
    GeneratedPage.assertCommitted("metrics.md", MetricsPage.render(), MetricsPageTest.class);
  }
}
