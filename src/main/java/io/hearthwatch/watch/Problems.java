package io.hearthwatch.watch;

/** Where to say what is wrong with a folder or a file while everything else goes on. */
@FunctionalInterface
public interface Problems {
  /**
   * Says what is wrong.
   *
   * @param subject the folder or file; a problem that stays is reported on every pass, and who
   *     listens says it once
   * @param message a sentence that names the thing and the remedy
   */
  void report(String subject, String message);
}
