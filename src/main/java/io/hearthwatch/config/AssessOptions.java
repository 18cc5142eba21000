package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOptions;

/** Options {@code assess.*}: what raises the risk. */
public final class AssessOptions {
  /** Begin of the night. */
  public static final JobOption<String> NIGHT_START =
      JobOption.ofResults(
          ConfigOptions.key("assess.night-start")
              .stringType()
              .defaultValue("22:00")
              .withDescription("Local time at which the night begins."),
          TimeRules.timeOfDay("22:00"));

  /** End of the night. */
  public static final JobOption<String> NIGHT_END =
      JobOption.ofResults(
          ConfigOptions.key("assess.night-end")
              .stringType()
              .defaultValue("06:00")
              .withDescription(
                  "Local time at which the night ends; not the same as `assess.night-" + "start`."),
          TimeRules.timeOfDay("06:00"));

  private AssessOptions() {}
}
