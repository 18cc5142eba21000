package io.hearthwatch.schema;

import io.hearthwatch.text.Count;
import java.util.List;

/**
 * What an audit found.
 *
 * @param findings one per check, also for those that found nothing
 * @param openWindows what is not final yet
 */
public record AuditReport(List<Finding> findings, OpenWindows openWindows) {

  /**
   * What one check found.
   *
   * @param claim what holds when there is nothing, or what a note tells
   * @param violation whether anything found contradicts the promise
   * @param total number of things found
   * @param examples the first of them, in words
   */
  public record Finding(String claim, boolean violation, long total, List<String> examples) {}

  /** Number of things that contradict the promise. */
  public long violations() {
    return findings.stream().filter(Finding::violation).mapToLong(Finding::total).sum();
  }

  /** Whether nothing does. */
  public boolean clean() {
    return violations() == 0;
  }

  /**
   * The report for people: a line per check, what it found below it, and the sum. A note that has
   * nothing to tell is left out. Windows that are still open are one line.
   */
  public String text() {
    return text(false);
  }

  /**
   * The same.
   *
   * @param eachOpenWindow whether a line for each window that is still open is wanted
   */
  public String text(boolean eachOpenWindow) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      if (!finding.violation() && finding.total() == 0) {
        continue;
      }
      String mark = finding.violation() ? (finding.total() == 0 ? "ok  " : "FAIL") : "note";
      text.append(mark).append("  ").append(finding.claim()).append('\n');
      list(finding.examples(), finding.total(), text);
    }
    if (openWindows.windows() > 0) {
      text.append("note  ").append(openWindows.sentence());
      text.append(eachOpenWindow ? "\n" : "; --list-open lists them\n");
      if (eachOpenWindow) {
        list(openWindows.list(), openWindows.windows(), text);
      }
    }
    return text.append(clean() ? "clean" : Count.of(violations(), "violation"))
        .append('\n')
        .toString();
  }

  private static void list(List<String> first, long total, StringBuilder text) {
    first.forEach(line -> text.append("        ").append(line).append('\n'));
    if (total > first.size()) {
      text.append("        and ").append(total - first.size()).append(" more\n");
    }
  }
}
