package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.watch.FileKind;
import io.hearthwatch.watch.Look;
import io.hearthwatch.watch.SettledFile;
import io.hearthwatch.watch.VideoFrames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSenderTest {
  /** Nobody listens there: whatever is sent stays under way. */
  private static final String NO_BROKER = "127.0.0.1:1";

  private final Map<String, String> problems = new LinkedHashMap<>();

  @TempDir Path root;

  @Test
  void whatCannotBeReadIsAProblemOfItsOwn() throws Exception {
    Path porch = Files.createDirectory(root.resolve("porch"));
    Path picture = Files.writeString(porch.resolve("1.jpg"), "a picture");
    // Listed a moment ago; what was its folder is a file now.
    SettledFile unreadable = file(picture.resolve("2.jpg"), Look.at(picture));
    SettledFile gone = file(porch.resolve("3.jpg"), Look.at(picture));
    SettledFile changed = file(picture, Look.at(picture));
    Files.writeString(picture, "another picture");

    try (Journal journal = Journal.open(root.resolve("journal"), "frames", "id");
        VideoQueue videos =
            new VideoQueue(root, new VideoFrames(root.resolve("frames"), 2), problems::put)) {
      AcknowledgedFrames acknowledged = new AcknowledgedFrames(journal);
      FramePublisher publisher =
          FramePublisher.patient(NO_BROKER, Map.of(), "frames", acknowledged);
      FileSender sender =
          new FileSender(acknowledged, publisher, videos, problems::put, new StopSignal());

      sender.send(List.of(unreadable, gone, changed));

      assertThat(acknowledged.isIdle()).as("nothing is sent").isTrue();
      publisher.closeWithin(Duration.ZERO);
    }
    assertThat(problems)
        .containsOnlyKeys(unreadable.path().toString(), gone.path().toString())
        .hasEntrySatisfying(
            unreadable.path().toString(),
            message -> assertThat(message).contains("cannot be read (Not a directory)"))
        .hasEntrySatisfying(
            gone.path().toString(), message -> assertThat(message).contains("vanished"));
  }

  private static SettledFile file(Path path, Look look) {
    return new SettledFile(
        "porch", path, path.toUri().toString(), FileKind.PICTURE, Instant.EPOCH, false, look);
  }
}
