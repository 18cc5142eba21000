package io.hearthwatch.cli;

import io.hearthwatch.deadletters.Letter;
import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.deadletters.Printable;
import io.hearthwatch.deadletters.RawRecord;
import io.hearthwatch.deadletters.Remedy;
import io.hearthwatch.deadletters.Sending;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.schema.SchemaVersion;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearthwatch deadletters show}: all there is about one rejected record. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Show all there is about one rejected record: why, what to do, what became of it, and the"
            + " record as it came.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:there is no such rejected record, or the work failed",
      ExitCode.WRONG_USAGE
    })
final class DeadLettersShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RECORD", description = "TOPIC/PARTITION/OFFSET, such as frames/0/1234.")
  private String record;

  @Mixin private DatabaseOptions database;
  @Mixin private ResultVersionOption resultVersion;

  @Option(names = "--json", description = "As JSON, with the record in base64.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    RecordCoordinates at = LetterFilterOptions.coordinates(spec, record);
    try (Connection connection = database.connect(spec)) {
      SchemaVersion.requireExpected(connection);
      Letters letters = Letters.in(connection);
      String version = resultVersion.require(spec, letters);
      Letter letter = letters.at(version, at).orElse(null);
      if (letter == null) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf("%s: %s%n", record, Printable.text(letters.whatItIs(version, at)));
        err.flush();
        return ExitCode.FAILED;
      }
      RawRecord raw = letters.raw(version, at);
      List<Sending> sendings = letters.sendings(version, at);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(LetterJson.text(LetterJson.of(letter, raw, sendings)));
      } else {
        print(letter, raw, sendings, out);
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private void print(Letter letter, RawRecord raw, List<Sending> sendings, PrintWriter out) {
    line(out, "record", RequeueHeaders.text(letter.at()));
    line(out, "state", letter.state().code());
    line(out, "reason", letter.reason());
    line(out, "detail", letter.detail());
    line(out, "what to do", Remedy.of(letter.reason()).text());
    line(out, "camera", letter.cameraId());
    line(out, "captured", letter.capturedAt());
    line(out, "arrived", letter.recordedAt());
    line(out, "picture", letter.uri());
    line(out, "frame", letter.frameId());
    line(out, "batch", letter.batchId());
    line(
        out,
        "failed",
        letter.attempts() == 1
            ? "once, %s".formatted(letter.firstFailedAt())
            : "%d times, first %s, last %s"
                .formatted(letter.attempts(), letter.firstFailedAt(), letter.lastFailedAt()));
    for (Sending sending : sendings) {
      line(out, "requeued", text(sending, letter.at()));
    }
    // Somebody may have sent it without this program; what it sent itself is told above.
    if (letter.successor() != null
        && sendings.stream()
            .noneMatch(s -> Objects.equals(s.offset(), letter.successor().at().offset()))) {
      line(out, "successor", text(letter.successor()));
    }
    if (letter.discard() != null) {
      line(
          out,
          "discarded",
          "%s by %s: %s"
              .formatted(letter.discard().at(), letter.discard().by(), letter.discard().note()));
    }
    out.printf("%-11s %s%n", "key", Printable.bytes(raw.key()));
    out.printf("%-11s %s%n", "value", Printable.bytes(raw.value()));
  }

  private static String text(Sending sending, RecordCoordinates original) {
    String to =
        sending.offset() == null
            ? "nobody knows whether it was sent"
            : "as %s/%d/%d".formatted(original.topic(), original.partition(), sending.offset());
    String became =
        sending.outcome() == null
            ? "not accounted for yet"
            : ending(sending.outcome(), sending.reason(), sending.detail());
    return "%s by %s, %s: %s".formatted(sending.requestedAt(), sending.requestedBy(), to, became);
  }

  private static String text(Letter.Successor successor) {
    return "%s: %s"
        .formatted(
            RequeueHeaders.text(successor.at()),
            ending(successor.outcome(), successor.reason(), successor.detail()));
  }

  private static String ending(String outcome, String reason, String detail) {
    return outcome
        + (reason == null ? "" : ", " + reason)
        + (detail == null ? "" : " (" + detail + ")");
  }

  private static void line(PrintWriter out, String name, Object value) {
    if (value != null) {
      out.printf("%-11s %s%n", name, Printable.text(value.toString()));
    }
  }
}
