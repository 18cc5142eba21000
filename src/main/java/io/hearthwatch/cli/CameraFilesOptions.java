package io.hearthwatch.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How files of cameras become frames: when one is complete, and how many a video gives. */
final class CameraFilesOptions {
  private static final double MOST_FPS = 1_000;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  private double videoFps;

  @Option(
      names = "--settle",
      defaultValue = "2s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description =
          "How long a file's size and time must stand still until it is complete. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration settle;

  @Option(
      names = "--video-fps",
      defaultValue = "2",
      paramLabel = "N",
      description = "Pictures for each second of a video. Default: ${DEFAULT-VALUE}.")
  void setVideoFps(double wanted) {
    if (!(wanted > 0 && wanted <= MOST_FPS)) {
      throw new ParameterException(
          command.commandLine(), "--video-fps must be above 0 and at most 1000, not " + wanted);
    }
    videoFps = wanted;
  }

  /** How long a file must stand still, not negative. */
  Duration settle() {
    return settle;
  }

  /** Pictures for each second of a video, above 0. */
  double videoFps() {
    return videoFps;
  }
}
