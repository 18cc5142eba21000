package io.hearthwatch.config;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Options {@code fetch.*}: how pictures are read, per subtask. */
public final class FetchOptions {
  /** References in hand. */
  public static final JobOption<Integer> CAPACITY =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.capacity")
              .intType()
              .defaultValue(256)
              .withDescription("References in hand at once, those that wait for a retry included."),
          NumberRules.integer(1, 65_536, 256));

  /** Reads at once. */
  public static final JobOption<Integer> THREADS =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.threads")
              .intType()
              .defaultValue(4)
              .withDescription("Reads under way at once."),
          NumberRules.integer(1, 256, 4));

  /** Pictures held. */
  public static final JobOption<Integer> READ_AHEAD =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.read-ahead")
              .intType()
              .defaultValue(8)
              .withDescription(
                  "Pictures held in memory, read but not yet analysed. At most "
                      + "`fetch.capacity`."),
          NumberRules.integer(1, 1_024, 8));

  /** Largest picture. */
  public static final JobOption<MemorySize> MAX_SIZE =
      JobOption.ofResults(
          ConfigOptions.key("fetch.max-size")
              .memoryType()
              .defaultValue(MemorySize.parse("10 mb"))
              .withDescription("Largest picture; larger ones are rejected."),
          NumberRules.size("1 kb", "512 mb", "10 mb"));

  /** Attempts per picture. */
  public static final JobOption<Integer> ATTEMPTS =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.attempts")
              .intType()
              .defaultValue(4)
              .withDescription(
                  "How often a picture that cannot be read is asked for, the first time "
                      + "included."),
          NumberRules.integer(1, 10, 4));

  /** First wait. */
  public static final JobOption<Duration> RETRY_DELAY =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.retry-delay")
              .durationType()
              .defaultValue(Duration.ofMillis(250))
              .withDescription("Wait before the second attempt; doubles with each further one."),
          TimeRules.duration("1 ms", "1 min", "250 ms"));

  private FetchOptions() {}
}
