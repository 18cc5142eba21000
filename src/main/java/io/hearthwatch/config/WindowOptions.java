package io.hearthwatch.config;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOptions;

/** Options {@code window.*}: how frames are gathered into batches. */
public final class WindowOptions {
  /** Window length. */
  public static final JobOption<Duration> LENGTH =
      JobOption.ofResults(
          ConfigOptions.key("window.length")
              .durationType()
              .defaultValue(Duration.ofSeconds(90))
              .withDescription("Length of the tumbling windows, aligned to the epoch."),
          TimeRules.duration("1 s", "1 d", "90 s"));

  /** How long late frames revise. */
  public static final JobOption<Duration> ALLOWED_LATENESS =
      JobOption.ofResults(
          ConfigOptions.key("window.allowed-lateness")
              .durationType()
              .defaultValue(Duration.ofMinutes(2))
              .withDescription(
                  "How long after its end, by the camera's clock, a window is kept for "
                      + "frames that come late; they revise its rows."),
          TimeRules.duration("0 ms", "7 d", "2 min"));

  /** Silence before an interim row. */
  public static final JobOption<Duration> INTERIM_AFTER =
      JobOption.ofOperation(
          ConfigOptions.key("window.interim-after")
              .durationType()
              .defaultValue(Duration.ofSeconds(30))
              .withDescription(
                  "Silence of a camera, by the wall clock, after which its open windows "
                      + "are written as they stand."),
          TimeRules.duration("1 ms", "1 d", "30 s"));

  /** Confidence of an urgent person. */
  public static final JobOption<String> URGENT_CONFIDENCE =
      JobOption.ofResults(
          ConfigOptions.key("window.urgent-confidence")
              .stringType()
              .defaultValue("0.9")
              .withDescription(
                  "A person at or above this confidence makes a provisional event at "
                      + "once; `off` for never."),
          NumberRules.confidenceOrOff("0.9"));

  private WindowOptions() {}
}
