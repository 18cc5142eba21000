package io.hearthwatch.config;

import java.util.List;

/** A configuration that no job can run with; lists all of its problems at once. */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<Problem> problems;

  /** With at least one problem. */
  public InvalidConfigurationException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order in which they were found. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    StringBuilder text = new StringBuilder("The configuration has ");
    text.append(problems.size() == 1 ? "a problem:" : problems.size() + " problems:");
    int number = 0;
    for (Problem problem : problems) {
      number++;
      text.append(System.lineSeparator()).append(number).append(". ").append(problem.describe());
    }
    return text.toString();
  }
}
