package io.hearthwatch.cli;

import java.time.ZoneId;
import picocli.CommandLine.Option;

/** {@code --time-zone} of the commands that read pictures of cameras. */
final class TimeZoneOption {
  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = TimeZoneConverter.class,
      description =
          "Where the cameras stand, also for times in file names. Default: this machine's,"
              + " ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneId.systemDefault();

  ZoneId zone() {
    return zone;
  }
}
