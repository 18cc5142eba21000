package io.hearthwatch.config;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOptions;

/** Options {@code store.*}: how rows are written. */
public final class StoreOptions {
  /** Rows per batch. */
  public static final JobOption<Integer> BATCH_SIZE =
      JobOption.ofOperation(
          ConfigOptions.key("store.batch-size")
              .intType()
              .defaultValue(500)
              .withDescription("Rows sent together."),
          NumberRules.integer(1, 10_000, 500));

  /** Longest wait. */
  public static final JobOption<Duration> BATCH_INTERVAL =
      JobOption.ofOperation(
          ConfigOptions.key("store.batch-interval")
              .durationType()
              .defaultValue(Duration.ofSeconds(1))
              .withDescription("Longest time a row waits for others."),
          TimeRules.duration("1 ms", "1 h", "1 s"));

  /** Repetitions. */
  public static final JobOption<Integer> MAX_RETRIES =
      JobOption.ofOperation(
          ConfigOptions.key("store.max-retries")
              .intType()
              .defaultValue(3)
              .withDescription("How often a failed write is repeated before the job fails over."),
          NumberRules.integer(0, 100, 3));

  private StoreOptions() {}
}
