package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearthwatch.testing.Videos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFramesTest {
  @TempDir Path temporary;

  @Test
  void picturesAreOnDiskBeforeTheirFolderHasItsNameAndThatBeforeTheyAreHandedOut()
      throws Exception {
    assumeTrue(Videos.areThere(), "there is no ffmpeg on this machine");
    Path video = Videos.write(temporary.resolve("cameras/porch/2026/clip.avi"), 2);
    Path directory = Files.createDirectory(temporary.resolve("frames"));
    Path named = directory.resolve("porch/2026/clip.avi");
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    VideoFrames frames =
        new VideoFrames(
            directory,
            2,
            path -> {
              Disk.sync(path);
              (Files.exists(named) ? after : before).add(directory.relativize(path).toString());
            });

    List<Path> pictures =
        frames
            .extract(
                new SettledFile(
                    "porch",
                    video,
                    video.toUri().toString(),
                    FileKind.VIDEO,
                    Instant.EPOCH,
                    true,
                    Look.at(video)),
                Path.of("2026/clip.avi"))
            .pictures();

    String unfinished = "porch/2026/clip.avi.unfinished";
    assertThat(before).last().isEqualTo(unfinished);
    assertThat(before)
        .containsAll(
            pictures.stream().map(picture -> unfinished + "/" + picture.getFileName()).toList())
        .hasSizeGreaterThan(4);
    assertThat(after).containsExactly("porch/2026", "porch", "");
  }

  @Test
  void anInterruptDoesNotHinderASync() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "text");
    Thread.currentThread().interrupt();
    Disk.sync(file);
    Disk.sync(temporary);

    assertThat(Thread.interrupted()).as("still to be seen").isTrue();
  }
}
