package io.hearthwatch.cli;

/**
 * What a command's end tells the shell: the same for the same error, whichever command meets it.
 *
 * <p>Commands that examine something ({@code check}, {@code doctor}, {@code audit}, {@code model
 * inspect}) end with {@link #FAILED} for whatever is wrong with it, also when it is not there. To
 * all others, what their options name is a means: where it cannot be used, nothing is begun, and
 * they end with {@link #USAGE}.
 */
public final class ExitCode {
  /** Done, and nothing to object to. */
  public static final int OK = 0;

  /** What was examined has problems, or the work was begun and failed. */
  public static final int FAILED = 1;

  /** Wrong usage or configuration: nothing was begun. */
  public static final int USAGE = 2;

  /** Whoever read standard output has closed it: what a shell reports of SIGPIPE. */
  public static final int READER_GONE = 141;

  /** Above the list in a command's help. */
  static final String HEADING = "%nExit codes:%n";

  /** Of most commands, for their help. */
  static final String DONE = "0:done";

  /** Of commands that examine nothing, for their help. */
  static final String ONLY_FAILED = "1:the work failed";

  /** For the help of all commands. */
  static final String WRONG_USAGE = "2:wrong usage or configuration; nothing was begun";

  private ExitCode() {}
}
