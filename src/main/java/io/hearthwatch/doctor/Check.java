package io.hearthwatch.doctor;

import java.time.Duration;
import java.util.List;

/** Looks at one thing. Used once, by one thread. */
public interface Check {

  /** Name of the finding when the check itself fails, see {@link Finding#name}. */
  String name();

  /** What to do when the check itself fails. */
  String remedy();

  /** Longest time it may take; what it asks over the network has limits of its own below this. */
  default Duration limit() {
    return Duration.ofSeconds(20);
  }

  /**
   * Looks.
   *
   * @return what was found, at least one
   * @throws Exception when it cannot be looked at; {@link Doctor} makes a problem of it
   */
  List<Finding> run() throws Exception;

  /** A check that has nothing left to look at. */
  static Check known(Finding finding) {
    return new Check() {
      @Override
      public String name() {
        return finding.name();
      }

      @Override
      public String remedy() {
        return finding.remedy();
      }

      @Override
      public List<Finding> run() {
        return List.of(finding);
      }
    };
  }
}
