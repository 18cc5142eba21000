package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.detect.onnx.LayoutModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInspectCommandTest {
  private static final String YOLO = LayoutModels.file("yolo-anchors-last").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatTheJobWouldMakeOfIt() {
    assertThat(run(YOLO, "--no-timing")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("yolo-anchors-last.onnx (1405 bytes)")
        .containsPattern("sha256 +[0-9a-f]{64}")
        .contains("input     images FLOAT[1,3,32,32]")
        .contains("output    output0 FLOAT[1,6,21]")
        .contains("layout    YOLO: [1,4+classes,anchors]")
        .contains("32 x 32 pixels, centred, rgb, zero-to-one, float32, channels-first")
        .contains("classes   2: person, car")
        .contains("runs on   cpu")
        .doesNotContain("detected", "warning", "timing");
  }

  @Test
  void measuresOneCallerAndTwoOnOneSession() {
    assertThat(run(YOLO)).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("timing +1 caller, 1 thread each, one session: [0-9.]+ pictures/s")
        .containsPattern("timing +2 callers, 1 thread each, one session: [0-9.]+ pictures/s");
  }

  @Test
  void programsGetJson() throws Exception {
    String model = LayoutModels.file("dynamically-quantised").toString();
    assertThat(run("--json", "--no-timing", model, "--detect.classes", "car"))
        .isEqualTo(ExitCode.OK);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("inputs").path(0).path("shape").toString()).isEqualTo("[1,3,32,32]");
    assertThat(json.path("picture").path("normalisation").asText()).isEqualTo("zero-to-one");
    assertThat(json.path("detected").toString()).isEqualTo("[\"car\"]");
    assertThat(json.path("warnings").path(0).asText()).contains("quantised dynamically");
  }

  @Test
  void optionsOfTheJobCount() {
    String model = LayoutModels.file("yolo-unnamed").toString();
    assertThat(run(model, "--no-timing")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("2 classes and no metadata 'names'");
    Path labels = folder.resolve("labels.txt");
    assertThat(labels).doesNotExist();
    assertThat(run(model, "--detect.labels", labels.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("detect.labels (argument)");
    assertThat(run(YOLO, "--detect.classes=persom")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("did you mean `person`?");
  }

  @Test
  void saysWhyAFileIsNoModel() throws Exception {
    assertThat(run(folder.resolve("no.onnx").toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("no model at").doesNotContain("\tat ");
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");
    assertThat(run(text.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("text.onnx (detect.model) is not an ONNX model: give the .onnx");
    assertThat(run()).isEqualTo(ExitCode.USAGE);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "model";
    all[1] = "inspect";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
