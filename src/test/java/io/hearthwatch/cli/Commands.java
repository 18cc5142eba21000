package io.hearthwatch.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The local commands, run in this JVM by tests of other packages. */
public final class Commands {
  private Commands() {}

  /**
   * How a command ended.
   *
   * @param status its exit status
   * @param said all that it printed
   */
  public record Result(int status, String said) {}

  /** Runs one. */
  public static Result run(List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int status =
        Hearthwatch.commandLine().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
    return new Result(status, said.toString());
  }
}
