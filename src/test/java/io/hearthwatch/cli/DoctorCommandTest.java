package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.detect.onnx.LayoutModels;
import io.hearthwatch.doctor.Finding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void withoutOptionsItChecksTheMachineAndSaysWhatItDidNot() throws Exception {
    assertThat(run("doctor", "--json")).isEqualTo(ExitCode.OK);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("healthy").asBoolean()).isTrue();
    assertThat(json.path("checks").findValuesAsText("name"))
        .containsExactly(
            "java",
            "processors",
            "memory",
            "temporary-directory",
            "onnx-runtime",
            "decoder",
            "zstd",
            "clock",
            "configuration",
            "frame-store",
            "model",
            "kafka",
            "postgres");
    assertThat(json.path("counts").path("skipped").asInt()).isEqualTo(5);
    assertThat(json.path("checks").path(12).toString())
        .isEqualTo(
            "{\"name\":\"postgres\",\"status\":\"skipped\",\"found\":\"not looked at\","
                + "\"remedy\":\"--jdbc-url URL adds it, --config FILE.yaml the job's\"}");
  }

  @Test
  void modelsAreNamedOneByOneWithTheDetectorsOptions() {
    String unnamed = LayoutModels.file("yolo-unnamed").toString();
    String yolo = LayoutModels.file("yolo-anchors-last").toString();

    assertThat(run("doctor", "--model", yolo, "--model", unnamed)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .containsPattern("ok +model +\\S+yolo-anchors-last.onnx: YOLO")
        .containsPattern("problem +model +\\S+yolo-unnamed.onnx")
        .contains("not healthy: ");
    assertThat(run("doctor", "--model", yolo, "--detect.clases", "car")).isOne();
    assertThat(out.toString()).contains("detect.clases (argument): is not an option");
  }

  @Test
  void aKeyAloneIsToldWhatItCountsWith() {
    assertThat(run("doctor", "--detect.model", "yolo.onnx")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--detect.model is a key of the job", "--config FILE.yaml", "--model FILE");
  }

  @Test
  void aMissingGpuIsNotTheModelsFault() {
    String yolo = LayoutModels.file("yolo-anchors-last").toString();

    assertThat(run("doctor", "--model", yolo, "--detect.provider", "cuda")).isOne();
    assertThat(out.toString())
        .containsPattern("problem +model +detect.provider is cuda, but")
        .contains("the GPU build of ONNX Runtime, an NVIDIA driver, CUDA and cuDNN");
  }

  @Test
  void everyProblemOfTheConfigurationIsALineAndNamedServersAreStillLookedAt() {
    assertThat(
            run(
                "doctor",
                "--config",
                "jobs/home.yaml",
                "--window.length=90",
                "--site.time-zone=Mars",
                "--jdbc-url",
                "jdbc:postgresql://127.0.0.1:1/x"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .containsPattern("problem +configuration +window.length \\(argument\\): `90` has no unit")
        .containsPattern("problem +configuration +site.time-zone")
        .containsPattern("problem +postgres +\\S.* refused")
        .containsPattern("skipped +kafka");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aWrongCallIsOne() {
    assertThat(run("doctor", "--jsno")).isEqualTo(ExitCode.USAGE);
    assertThat(run("doctor", "--user", "me")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'--jsno'", "--jdbc-url=URL");
  }

  @Test
  void aRemedyStandsBelowWhatWasFound() {
    DoctorReport report =
        new DoctorReport(
            List.of(
                Finding.ok("java", "17"),
                Finding.fallback("zstd", "no library", "install it"),
                Finding.warning("clock", "old rules", "update")));

    assertThat(report.healthy()).isTrue();
    assertThat(report.text())
        .isEqualTo(
            """
            ok        java                 17
            fallback  zstd                 no library
                                           -> install it
            warning   clock                old rules
                                           -> update

            no problem: 1 ok, 1 fallback, 1 warning
            """);
    Finding problem = Finding.problem("kafka", "no answer", "start it");
    assertThat(new DoctorReport(List.of(problem)).healthy()).isFalse();
  }

  private int run(String... arguments) {
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
