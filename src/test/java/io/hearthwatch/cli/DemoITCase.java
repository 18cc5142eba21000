package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as a person runs it: what it shows, how it ends, what it leaves. */
@Timeout(120)
class DemoITCase {
  private static final int PICTURES = 12;

  @TempDir Path directory;
  private Path temporary;

  @BeforeEach
  void createTemporaryDirectory() throws IOException {
    temporary = Files.createDirectory(directory.resolve("with a space"));
  }

  @Test
  void showsEventsAccountsForEveryFrameAndLeavesNothing() throws Exception {
    try (DemoProcess demo =
        DemoProcess.start(temporary, "--story", "night-visitors", "--fps", "0.2", "--compare")) {
      assertThat(demo.awaitEnd()).as(demo.output()).isZero();

      assertThat(demo.output())
          .contains("4 simulated cameras, 10 minutes of night-visitors, 480 frames")
          .containsPattern("Events \\(times in .+\\)\n  window from +camera +level +score +summary")
          .containsPattern("02:04:30  garden +(high|critical) +\\d+  2 people between 02:0")
          .contains("480 frames published\n  480 analysed\n  audit: no violations")
          .containsPattern("job \\d+\\.\\d frames/s, bare decode \\+ infer loop")
          .containsPattern("psql 'postgresql://localhost:\\d+/hearthwatch\\?user=postgres'")
          .containsPattern("Flink +http://127\\.0\\.0\\.1:\\d+")
          .containsPattern("metrics +http://127\\.0\\.0\\.1:\\d+/metrics")
          .doesNotContain("\r", "WARN", "ERROR", "Exception");
      demo.assertNothingIsLeft();
    }
  }

  @Test
  void ctrlCAtWorkLeavesNothing() throws Exception {
    try (DemoProcess demo = DemoProcess.start(temporary, "--fps", "4")) {
      demo.awaitLine("Flink +http");
      demo.awaitLine("  [1-9]\\d*/10080 frames");

      demo.signal("INT");

      assertThat(demo.awaitEnd()).isEqualTo(130);
      assertThat(demo.output())
          .endsWith("\nStops, and clears away ...\n")
          .doesNotContain("Accounting", "Exception");
      demo.assertNothingIsLeft();
    }
  }

  @Test
  @Tag("story")
  void ctrlCAtTheStartLeavesNothing() throws Exception {
    try (DemoProcess demo = DemoProcess.start(temporary)) {
      demo.awaitLine("Hearthwatch demo: ");

      demo.signal("INT");

      assertThat(demo.awaitEnd()).isEqualTo(130);
      assertThat(demo.output()).endsWith("\nStops, and clears away ...\n");
      demo.assertNothingIsLeft();
    }
  }

  @Test
  void brokenPicturesAreAccountedFor() throws Exception {
    Path camera = Files.createDirectories(directory.resolve("pictures").resolve("front-door"));
    Story story = Story.named("quiet-afternoon", Instant.parse("2026-01-02T14:00:00Z"));
    int number = 0;
    for (RenderedFrame frame : new Footage(story, 1, Duration.ofSeconds(1))) {
      if (frame.cameraId().equals("front-door") && ++number <= PICTURES) {
        Files.write(camera.resolve(number + ".jpg"), frame.jpeg());
      }
    }
    Files.writeString(camera.resolve("5.jpg"), "not a picture");
    Path model = DemoDetector.copyTo(directory.resolve("detector.onnx"));

    try (DemoProcess demo =
        DemoProcess.start(
            temporary, "--frames=" + camera.getParent(), "--model=" + model, "--fps=2")) {
      assertThat(demo.awaitEnd()).as(demo.output()).isZero();

      assertThat(demo.output())
          .contains("1 camera, 12 frames")
          .containsPattern(
              "12 frames published\n  11 analysed\n  1 rejected \\(undecodable\\)\n"
                  + "    /\\S+\\.jpg: undecodable, \\S.+\n  audit")
          .containsPattern("\n  \\d+ windows? closed, .*; \\d+ interim: ")
          .contains("audit: no violations");
      demo.assertNothingIsLeft();
    }
  }

  @Test
  @Tag("story")
  void whatCannotWorkIsSaidBeforeAnythingStarts() throws Exception {
    Path model = Files.writeString(directory.resolve("detector.onnx"), "not a network");
    try (DemoProcess demo = DemoProcess.start(temporary, "--model", model.toString())) {
      assertThat(demo.awaitEnd()).isEqualTo(ExitCode.USAGE);
      assertThat(demo.output())
          .startsWith("hearthwatch demo: " + model + " (detect.model) is not an ONNX model: ")
          .doesNotContain("Kafka", "\tat ");
      demo.assertNothingIsLeft();
    }
    try (DemoProcess demo = DemoProcess.start(temporary, "--window.lenght", "30s")) {
      assertThat(demo.awaitEnd()).isEqualTo(ExitCode.USAGE);
      assertThat(demo.output()).contains("did you mean `window.length`?").doesNotContain("Kafka");
      demo.assertNothingIsLeft();
    }
  }
}
