package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hearthwatch.detect.onnx.LayoutModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** One rule for all commands: what {@link ExitCode} says. */
class ExitCodesTest {
  private static final String MODEL = LayoutModels.file("yolo-anchors-last").toString();

  /** Nobody listens there. */
  private static final String CLOSED = "--jdbc-url jdbc:postgresql://127.0.0.1:1/x";

  private static final String PUBLISH =
      "publish --once DIR --bootstrap-servers 127.0.0.1:1 --topic frames --state DIR/state ";

  /** Does not wait for it as long as a person would. */
  private static final String SOON = "--kafka-properties DIR/soon.properties";

  @TempDir private static Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void fillTheFolder() throws IOException {
    Files.writeString(folder.resolve("text.onnx"), "not a model");
    Path soon = folder.resolve("soon.properties");
    Files.writeString(soon, "default.api.timeout.ms=500\nrequest.timeout.ms=500\n");
    Files.setPosixFilePermissions(soon, PosixFilePermissions.fromString("rw-------"));
    Files.createDirectories(folder.resolve("scenes/labels"));
    Files.createDirectories(folder.resolve("empty"));
  }

  /** Calls of every command that meet the same kind of error, and what they say. */
  static Stream<Arguments> calls() {
    return Stream.of(
        // Nothing to do, or a word too many.
        usage("", "name a command"),
        usage("model", "name a command"),
        usage("demo --no-such", "--no-such"),
        usage("demo word", "'word'"),
        usage("publish --no-such", "Missing required option"),
        usage("migrate --no-such", "Missing required option"),
        usage("audit --no-such", "Missing required option"),
        usage("export --no-such", "Missing required option"),
        usage("doctor --no-such", "--no-such"),
        usage("doctor word", "'word'"),
        usage("scenes --no-such", "Missing required option"),
        usage("model inspect MODEL --no-such", "no-such"),
        usage("model inspect MODEL --jsn", "'--jsn'"),
        usage("model inspect", "FILE"),
        usage("model evaluate", "--model"),
        usage("check DIR/job.yaml", "by --config DIR/job.yaml"),
        usage("doctor DIR/job.yaml", "by --config DIR/job.yaml"),
        usage("demo DIR/job.yaml", "by --config DIR/job.yaml"),
        usage("local --watch DIR --settle -1s", "'-1s' is no duration"),
        usage("local --watch DIR --video-fps 0", "--video-fps must be above 0 and at most 1000"),
        usage(PUBLISH + "--settle -1s", "'-1s' is no duration"),
        usage(PUBLISH + "--video-fps NaN", "--video-fps must be above 0 and at most 1000"),
        // A server that does not answer.
        failed("migrate " + CLOSED, "migrated by role hearthwatch: ", "; start the server"),
        failed("audit " + CLOSED, "refused"),
        failed("export event " + CLOSED, "refused"),
        failed(
            PUBLISH + SOON,
            "Kafka at 127.0.0.1:1: no connection comes about",
            "correct --bootstrap-servers; --once asks a while longer, then ends",
            "Kafka at 127.0.0.1:1 does not answer"),
        failed(
            "publish --watch DIR --bootstrap-servers no-such.invalid:9092 --state DIR/state",
            "Kafka at no-such.invalid:9092 is not found",
            "correct --bootstrap-servers, or the name service"),
        failed(
            "local --watch DIR --data DIR/never --model demo --bootstrap-servers 127.0.0.1:1"
                + " --kafka.properties-file DIR/soon.properties",
            "Kafka at 127.0.0.1:1 does not answer",
            "Connection refused; start it, or correct --bootstrap-servers"),
        // Means that are not there.
        usage("migrate --password-file DIR/no " + CLOSED, "DIR/no` cannot be read"),
        usage("audit --password-file DIR/no " + CLOSED, "DIR/no` cannot be read"),
        usage("export event --password-file DIR/no " + CLOSED, "DIR/no` cannot be read"),
        usage("demo --model DIR/no.onnx", "no model at DIR/no.onnx"),
        usage("model evaluate --model DIR/no.onnx --frames DIR --labels DIR", "no model at"),
        usage("demo --model DIR/text.onnx", "text.onnx (detect.model) is not an ONNX model: give"),
        usage(
            "model evaluate --model DIR/text.onnx --frames DIR --labels DIR",
            "is not an ONNX model: give"),
        usage("demo --model MODEL --frames DIR/empty --fps 1", "DIR/empty cannot be used"),
        usage("demo --model MODEL --frames DIR/no --fps 1", "DIR/no"),
        usage(
            "model evaluate --model MODEL --frames DIR/no --labels DIR", "DIR/no is no directory"),
        usage("model evaluate --model MODEL --frames DIR/empty --labels DIR/empty", "no"),
        usage(
            "model evaluate --model MODEL --frames DIR --labels DIR --sheet DIR/no/x.png",
            "--sheet is to lie in DIR/no is no directory"),
        usage(
            "model evaluate --model MODEL --frames DIR --labels DIR --sheet DIR/x.jpg",
            "must end in .png"),
        usage("audit --jdbc-url postgres://h/x", "no JDBC address of Postgres, such as"),
        usage("publish --once DIR/no --state DIR --bootstrap-servers x:1", "DIR/no is not a"),
        usage("scenes --output DIR/scenes", "--output DIR/scenes holds labels already"),
        usage("export event --format json " + CLOSED, "ndjson.zst has one JSON object"),
        usage("local --watch DIR", "--model FILE is missing", "docs/models.md"),
        usage("local --watch DIR/no --data DIR/home --model demo", "DIR/no is not a"),
        usage("local --watch DIR --data DIR/home --model DIR/no.onnx", "no model at DIR/no.onnx"),
        usage("local --watch DIR --model demo --user me", "go with --jdbc-url"),
        // A configuration that is not possible, as a means.
        usage("demo --window.length 90", "`90` has no unit"),
        usage("model inspect MODEL --no-timing --detect.confidence 2", "detect.confidence"),
        usage("model inspect MODEL --no-timing --config DIR/no.yaml", "no.yaml"),
        usage(
            "model evaluate --model MODEL --frames DIR --labels DIR --detect.confidence 2",
            "detect.confidence"),
        // All of these are what is examined.
        failed("check --no-such", "no-such"),
        failed("check --config DIR/no.yaml", "no.yaml"),
        failed("check --config jobs/home.yaml --window.length 90", "`90` has no unit"),
        failed("doctor --config DIR/no.yaml", "no.yaml"),
        failed("doctor --model DIR/no.onnx", "no model at DIR/no.onnx"),
        failed("doctor --model DIR/text.onnx", "is not an ONNX model: give"),
        failed("doctor --password-file DIR/no " + CLOSED, "DIR/no` cannot be read"),
        failed("model inspect DIR/no.onnx", "no model at DIR/no.onnx"),
        failed("model inspect DIR/text.onnx", "is not an ONNX model: give"),
        failed("status --data DIR/home", "does not run"),
        // Done.
        arguments("stop --data DIR/home", ExitCode.OK, List.of("nothing runs on DIR/home")),
        arguments("check --config jobs/home.yaml", ExitCode.OK, List.of("Not looked at: model")),
        arguments("model inspect MODEL --no-timing", ExitCode.OK, List.of("layout")),
        arguments("scenes --output DIR/new --count 1", ExitCode.OK, List.of("1 picture in")));
  }

  private static Arguments usage(String call, String... said) {
    return arguments(call, ExitCode.USAGE, List.of(said));
  }

  private static Arguments failed(String call, String... said) {
    return arguments(call, ExitCode.FAILED, List.of(said));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theSameErrorHasTheSameCode(String call, int code, List<String> said) {
    int ended = run(call.isEmpty() ? new String[0] : filled(call).split(" "));

    String text = out.toString() + err;
    assertThat(ended).as(text).isEqualTo(code);
    assertThat(text)
        .contains(said.stream().map(ExitCodesTest::filled).toArray(String[]::new))
        .doesNotContain("\tat ");
    if (code == ExitCode.USAGE) {
      assertThat(err.toString()).isNotBlank();
    }
  }

  private static String filled(String text) {
    return text.replace("DIR", folder.toString()).replace("MODEL", MODEL);
  }

  @Test
  void everyCommandsHelpSaysThem() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Hearthwatch.commandLine(), commands);
    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(command.getUsageMessage())
                    .as(command.getCommandName())
                    .containsPattern(
                        "\nExit codes:\n  0 +\\S.*\n  1 +\\S(?s:.)*?\n  2 +wrong usage"));
  }

  private static void collect(CommandLine command, List<CommandLine> commands) {
    commands.add(command);
    command.getSubcommands().values().forEach(below -> collect(below, commands));
  }

  private int run(String... arguments) {
    return Hearthwatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
