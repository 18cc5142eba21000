package io.hearthwatch.cli;

/** What a command's end tells the shell. */
public final class ExitCode {
  /** Done, and nothing to object to. */
  public static final int OK = 0;

  /** A check found something wrong, or the command could not do its work. */
  public static final int FAILED = 1;

  /** The command was called wrongly, or with a configuration that is not possible. */
  public static final int USAGE = 2;

  /** Whoever read standard output has closed it: what a shell reports of SIGPIPE. */
  public static final int READER_GONE = 141;

  private ExitCode() {}
}
