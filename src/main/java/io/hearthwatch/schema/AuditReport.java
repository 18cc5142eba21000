package io.hearthwatch.schema;

import io.hearthwatch.text.Count;
import java.util.List;

/**
 * What an audit found.
 *
 * @param findings one per check, also for those that found nothing
 */
public record AuditReport(List<Finding> findings) {

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
   * nothing to tell is left out.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      if (!finding.violation() && finding.total() == 0) {
        continue;
      }
      String mark = finding.violation() ? (finding.total() == 0 ? "ok  " : "FAIL") : "note";
      text.append(mark).append("  ").append(finding.claim()).append('\n');
      finding.examples().forEach(example -> text.append("        ").append(example).append('\n'));
      long more = finding.total() - finding.examples().size();
      if (more > 0) {
        text.append("        and ").append(more).append(" more\n");
      }
    }
    return text.append(clean() ? "clean" : Count.of(violations(), "violation"))
        .append('\n')
        .toString();
  }
}
