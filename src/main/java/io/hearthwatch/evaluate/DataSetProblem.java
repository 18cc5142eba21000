package io.hearthwatch.evaluate;

/**
 * One thing that is wrong with labelled frames.
 *
 * @param file the file or folder
 * @param line its line, from 1; 0 for the whole file
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record DataSetProblem(String file, int line, String message, String remedy) {

  /** {@code file:line: message}, and the remedy on its own line. */
  public String describe() {
    return file + (line > 0 ? ":" + line : "") + ": " + message + "\n   " + remedy;
  }
}
