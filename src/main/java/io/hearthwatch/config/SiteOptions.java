package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOptions;

/** Options {@code site.*}: the place that is watched. */
public final class SiteOptions {
  /** The cameras' time zone. */
  public static final JobOption<String> TIME_ZONE =
      JobOption.ofResults(
          ConfigOptions.key("site.time-zone")
              .stringType()
              .noDefaultValue()
              .withDescription("Where the cameras stand, for the time of day."),
          TimeRules.timeZone("Europe/Berlin"));

  private SiteOptions() {}
}
