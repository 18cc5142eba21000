package io.hearthwatch.cli;

/** What a command's end tells the shell. */
public final class ExitCode {
  /** Done, and nothing to object to. */
  public static final int OK = 0;

  /** A check found something wrong, or the command could not do its work. */
  public static final int FAILED = 1;

  /** The command was called wrongly, or with a configuration that is not possible. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
