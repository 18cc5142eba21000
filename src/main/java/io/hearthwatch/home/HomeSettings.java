package io.hearthwatch.home;

import io.hearthwatch.local.JobArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What a person asks of a home.
 *
 * @param watch the directory whose sub-folders are cameras
 * @param data the data folder
 * @param settle how long a file must stand still to be complete
 * @param zone where the cameras stand
 * @param videoFps pictures for each second of a video
 * @param job the job's options
 * @param database somebody's own; null for the home's
 * @param bootstrapServers somebody's own brokers; null for the home's
 */
public record HomeSettings(
    Path watch,
    Path data,
    Duration settle,
    ZoneId zone,
    double videoFps,
    JobArguments job,
    ExistingDatabase database,
    String bootstrapServers) {

  /**
   * A database that is there already.
   *
   * @param passwordFile file with the role's password; null where the environment has it, or none
   *     is needed
   */
  public record ExistingDatabase(String jdbcUrl, String user, String passwordFile) {}
}
