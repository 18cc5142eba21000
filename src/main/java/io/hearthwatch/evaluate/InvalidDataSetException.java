package io.hearthwatch.evaluate;

import io.hearthwatch.text.Count;
import java.util.List;

/** Labelled frames that cannot be used, with everything that is wrong with them. */
public final class InvalidDataSetException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  private final transient List<DataSetProblem> problems;

  /**
   * A data set that is refused.
   *
   * @param problems at least one
   */
  InvalidDataSetException(List<DataSetProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(List<DataSetProblem> problems) {
    StringBuilder text = new StringBuilder();
    text.append(Count.of(problems.size(), "problem")).append(" with the labelled frames:\n");
    for (int i = 0; i < Math.min(SHOWN, problems.size()); i++) {
      text.append(i + 1).append(". ").append(problems.get(i).describe()).append('\n');
    }
    if (problems.size() > SHOWN) {
      text.append("and ").append(problems.size() - SHOWN).append(" more\n");
    }
    return text.toString().stripTrailing();
  }

  /** All of them. */
  public List<DataSetProblem> problems() {
    return problems;
  }
}
