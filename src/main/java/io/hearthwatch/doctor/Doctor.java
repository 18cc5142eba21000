package io.hearthwatch.doctor;

import io.hearthwatch.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks. Whatever a check does, the next one is run. */
public final class Doctor {
  private Doctor() {}

  /**
   * Runs the checks in order.
   *
   * @param redaction what is kept out of every line
   * @return all findings, in the same order
   * @throws InterruptedException when the caller is interrupted; the check under way is too
   */
  public static List<Finding> examine(List<Check> checks, Redaction redaction)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      for (Finding finding : run(check)) {
        findings.add(
            new Finding(
                finding.name(),
                finding.status(),
                redaction.of(finding.found()),
                redaction.of(finding.remedy())));
      }
    }
    return List.copyOf(findings);
  }

  /** In a thread of its own: a disk or library that hangs is left behind. */
  private static List<Finding> run(Check check) throws InterruptedException {
    FutureTask<List<Finding>> task = new FutureTask<>(check::run);
    Thread thread = new Thread(task, "doctor-" + check.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(check.limit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return List.of(Finding.problem(check.name(), OneLine.of(e.getCause()), check.remedy()));
    } catch (TimeoutException e) {
      String found = "no answer within " + check.limit().toSeconds() + " s";
      return List.of(Finding.problem(check.name(), found, check.remedy()));
    } finally {
      task.cancel(true);
    }
  }
}
