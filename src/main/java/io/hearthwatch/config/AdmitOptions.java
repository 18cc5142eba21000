package io.hearthwatch.config;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOptions;

/** Options {@code admit.*}: which frames are in time. */
public final class AdmitOptions {
  /** Tolerated disorder. */
  public static final JobOption<Duration> OUT_OF_ORDERNESS =
      JobOption.ofResults(
          ConfigOptions.key("admit.out-of-orderness")
              .durationType()
              .defaultValue(Duration.ofSeconds(10))
              .withDescription(
                  "How far a camera's clock runs behind its latest frame: frames that are"
                      + " overtaken by less are in order. Less than `admit.max-age`."),
          TimeRules.duration("0 ms", "1 d", "10 s"));

  /** Tolerated clock error. */
  public static final JobOption<Duration> CLOCK_TOLERANCE =
      JobOption.ofResults(
          ConfigOptions.key("admit.clock-tolerance")
              .durationType()
              .defaultValue(Duration.ofSeconds(30))
              .withDescription(
                  "How far ahead of the broker's append time a frame may claim to be "
                      + "captured. At most `window.allowed-lateness`, or a tolerated fast clock"
                      + " could make honest frames late."),
          TimeRules.duration("0 ms", "1 d", "30 s"));

  /** Oldest frame. */
  public static final JobOption<Duration> MAX_AGE =
      JobOption.ofResults(
          ConfigOptions.key("admit.max-age")
              .durationType()
              .defaultValue(Duration.ofDays(7))
              .withDescription(
                  "How far behind the append time a frame may be captured; older ones are"
                      + " rejected."),
          TimeRules.duration("1 s", "3650 d", "7 d"));

  private AdmitOptions() {}
}
