package io.hearthwatch.inhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.RecordCoordinates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each death is a real one: of a JVM of its own, killed with its mark set. */
class MarkDirectoryTest {
  @TempDir private Path root;

  @Test
  void aMarkOutlivesItsProcessAndIsCountedOnce() throws Exception {
    MarkDirectory directory = open();
    try (Mark own = directory.newMark()) {
      own.take(frame(9));
      Process alive = holder(7);
      assertThat(directory.collect()).as("all are alive").isEmpty();

      kill(alive);
      assertThat(directory.collect()).containsExactly(new LeftInHand(frame(7), 1));
      assertThat(directory.collect()).as("told once").isEmpty();

      kill(holder(7));
      kill(holder(8));
      assertThat(directory.collect())
          .containsExactlyInAnyOrder(new LeftInHand(frame(7), 2), new LeftInHand(frame(8), 1));
    }
    try (var left = Files.list(root.resolve("marks"))) {
      assertThat(left).containsExactly(root.resolve("marks/deaths"));
    }
  }

  @Test
  void aProcessThatHeldNothingLeavesNothing() throws Exception {
    kill(holder(-1));
    assertThat(open().collect()).isEmpty();
    assertThat(root.resolve("marks")).isDirectoryNotContaining("glob:**.mark");
  }

  @Test
  void whatIsNoMarkIsNotTakenForOne() throws Exception {
    MarkDirectory directory = open();
    Files.write(root.resolve("marks/1-1-empty.mark"), new byte[0]);
    Files.write(root.resolve("marks/1-1-noise.mark"), new byte[] {9, 0, 0, 0, 1, 2, 3});
    Files.write(root.resolve("marks/1-1-long.mark"), new byte[] {-1, -1, -1, 127});
    Files.writeString(root.resolve("marks/notes.txt"), "not ours");
    assertThat(directory.collect()).isEmpty();
    assertThat(root.resolve("marks/notes.txt")).exists();
  }

  @Test
  void aLongUriIsCutAndTheRestIsWhole() throws Exception {
    byte[] text =
        new FrameInHand(new RecordCoordinates("t-1", 2, 3), "c", "file:///" + "x".repeat(9_000))
            .encode(100);
    assertThat(text).hasSize(100);
    assertThat(FrameInHand.decode(text).coordinates())
        .isEqualTo(new RecordCoordinates("t-1", 2, 3));
  }

  @Test
  void theMessageSaysNoMoreThanIsKnownAndWhatToDo() {
    assertThat(new LeftInHand(frame(7), 1).message())
        .startsWith("frames-3@7 of camera front-door, file:///frames/7.jpg, was in hand when")
        .contains("in hand at 1 death on", "may be chance", "--detect.skip-offsets frames-3@7 ");
    assertThat(new LeftInHand(frame(7), 3).message())
        .contains("in hand at 3 deaths on", "again and again");
  }

  @Test
  void aPlaceThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> MarkDirectory.open(new InHandSettings(file.toString(), Set.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " (detect.in-hand-directory)");
  }

  @Test
  void oldDeathsAreForgotten() throws Exception {
    Deaths deaths = new Deaths(root.resolve("deaths"));
    for (int i = 0; i < Deaths.MOST + 5; i++) {
      deaths.add(Files.writeString(root.resolve(i + ".mark"), ""), frame(1).coordinates());
    }
    assertThat(deaths.count(frame(1).coordinates())).isEqualTo(Deaths.MOST);
  }

  private MarkDirectory open() throws IOException {
    return MarkDirectory.open(new InHandSettings(root.resolve("marks").toString(), Set.of()));
  }

  private static FrameInHand frame(long offset) {
    return new FrameInHand(
        new RecordCoordinates("frames", 3, offset),
        "front-door",
        "file:///frames/" + offset + ".jpg");
  }

  /** A process that has this frame in hand, or none, until it is killed. */
  private Process holder(long offset) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName(),
                    root.resolve("marks").toString(),
                    Long.toString(offset)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String word =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(word).isEqualTo("holding");
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The other process. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      Mark mark = MarkDirectory.open(new InHandSettings(arguments[0], Set.of())).newMark();
      long offset = Long.parseLong(arguments[1]);
      mark.take(frame(Math.abs(offset)));
      if (offset < 0) {
        mark.release();
      }
      System.out.println("holding");
      System.in.read();
      throw new IllegalStateException("was to be killed");
    }
  }
}
