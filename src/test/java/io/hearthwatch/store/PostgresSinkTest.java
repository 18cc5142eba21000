package io.hearthwatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

class PostgresSinkTest {
  private static final String DATABASE = "jdbc:postgresql://localhost:5432/hearthwatch";

  /** What the driver takes from the address and the properties together. */
  private static Properties effective(String jdbcUrl) {
    StoreSettings settings = new StoreSettings(jdbcUrl, "me", "", 1, Duration.ofSeconds(1), 3);
    return Driver.parseURL(jdbcUrl, PostgresSink.connection(settings).getProperties());
  }

  /** One that is open and silent would hold the task for ever. */
  @Test
  void anAnswerIsNotWaitedForForEver() {
    assertThat(effective(DATABASE).getProperty("socketTimeout")).isEqualTo("60");
  }

  @Test
  void theAddressMaySayHowLong() {
    assertThat(effective(DATABASE + "?socketTimeout=5").getProperty("socketTimeout"))
        .isEqualTo("5");
  }
}
