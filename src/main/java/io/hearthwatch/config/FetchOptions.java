package io.hearthwatch.config;

import java.time.Duration;
import java.util.List;
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
              .defaultValue(8)
              .withDescription(
                  "Reads under way at once. With a store that answers after 50 ms each thread "
                      + "brings up to 20 pictures a second."),
          NumberRules.integer(1, 256, 8));

  /** Pictures held. */
  public static final JobOption<Integer> READ_AHEAD =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.read-ahead")
              .intType()
              .defaultValue(16)
              .withDescription(
                  "Pictures in memory at once, those included that are being read: never more "
                      + "than so many times `fetch.max-size`, and as much again for up to `fetch.threads` of "
                      + "them while they are read, and no more than the heap has room for: reads wait "
                      + "for it. A task manager warns where they may have to, and refuses to start "
                      + "where it cannot hold one picture for each subtask. At most "
                      + "`fetch.capacity`."),
          NumberRules.integer(1, 1_024, 16));

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

  /** Longest read over the web. */
  public static final JobOption<Duration> TIMEOUT =
      JobOption.ofOperation(
          ConfigOptions.key("fetch.timeout")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription(
                  "Longest time one attempt may take over `https:` or `http:`, from the "
                      + "connection to the last byte."),
          TimeRules.duration("1 ms", "10 min", "10 s"));

  /** Web servers inside. */
  public static final JobOption<List<String>> INNER_HOSTS =
      JobOption.ofResults(
              ConfigOptions.key("fetch.inner-hosts")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Names of web servers that may stand at an inner address (loopback, home "
                          + "network, provider's network). Any other name that leads to one is "
                          + "refused, so that nobody's name server can point the job at machines in "
                          + "the house. A root that holds `localhost` or the address itself needs no "
                          + "entry. As an argument: with commas between them."),
              TextRules.hosts("nas.example.net"))
          .cameLater();

  private FetchOptions() {}
}
