package io.hearthwatch.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for the shortest schedule that still fails, by leaving parts of it out: delta debugging
 * (Zeller and Hildebrandt, 2002).
 */
public final class ShortestFailure {
  private final Trial trial;
  private final Consumer<String> say;

  /** One run. */
  @FunctionalInterface
  public interface Trial {
    /** Runs a schedule. */
    TortureReport run(Schedule schedule) throws Exception;
  }

  /**
   * @param trial is run many times
   * @param say is told what is being tried
   */
  public ShortestFailure(Trial trial, Consumer<String> say) {
    this.trial = trial;
    this.say = say;
  }

  /**
   * The report of the shortest schedule found.
   *
   * @param failing a schedule that fails
   * @param report of it
   */
  public TortureReport of(Schedule failing, TortureReport report) throws Exception {
    List<Strike> strikes = failing.strikes();
    TortureReport shortest = report;
    int parts = 2;
    while (strikes.size() > 1) {
      boolean found = false;
      for (int part = 0; part < parts && !found; part++) {
        List<Strike> rest = without(strikes, part, parts);
        Schedule candidate = failing.with(rest);
        say.accept("tries " + candidate);
        TortureReport tried = trial.run(candidate);
        if (tried.failsLike(report)) {
          strikes = rest;
          shortest = tried;
          found = true;
        }
      }
      if (found) {
        parts = Math.max(2, Math.min(parts - 1, strikes.size()));
      } else if (parts < strikes.size()) {
        parts = Math.min(strikes.size(), parts * 2);
      } else {
        break;
      }
    }
    return shortest;
  }

  private static List<Strike> without(List<Strike> strikes, int part, int parts) {
    List<Strike> rest = new ArrayList<>(strikes);
    rest.subList(part * strikes.size() / parts, (part + 1) * strikes.size() / parts).clear();
    return rest;
  }
}
