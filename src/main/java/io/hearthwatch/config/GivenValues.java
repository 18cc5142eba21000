package io.hearthwatch.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one source gives, in its order, and what was wrong with reading it. Not thread-safe. */
final class GivenValues {
  private final Map<String, Given> values = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean complete = true;

  /** Takes a value; a second one for the same key is a problem and leaves the first. */
  void add(Given given) {
    Given first = values.putIfAbsent(given.key(), given);
    if (first != null) {
      boolean sameSource = first.source().equals(given.source());
      addProblem(
          given.key(),
          given.source(),
          "is given twice" + (sameSource ? "" : ", first at " + first.source()),
          "Keep one of the two.");
    }
  }

  void addProblem(String key, String source, String message, String remedy) {
    problems.add(new Problem(Quoted.plain(key), source, message, remedy));
  }

  /** Says that the source could not be read to its end: what is missing may stand further down. */
  void markIncomplete() {
    complete = false;
  }

  Map<String, Given> values() {
    return values;
  }

  List<Problem> problems() {
    return problems;
  }

  boolean complete() {
    return complete;
  }
}
