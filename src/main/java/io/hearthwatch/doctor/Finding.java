package io.hearthwatch.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what: lower-case words with hyphens, the same from version to version
 * @param status how it was found
 * @param found what was found, one line
 * @param remedy what to do about it, one line; empty when there is nothing to do
 */
public record Finding(String name, Status status, String found, String remedy) {

  /** As it should be. */
  public static Finding ok(String name, String found) {
    return new Finding(name, Status.OK, found, "");
  }

  /** Something else stands in. */
  public static Finding fallback(String name, String found, String remedy) {
    return new Finding(name, Status.FALLBACK, found, remedy);
  }

  /** To be known. */
  public static Finding warning(String name, String found, String remedy) {
    return new Finding(name, Status.WARNING, found, remedy);
  }

  /** To be mended. */
  public static Finding problem(String name, String found, String remedy) {
    return new Finding(name, Status.PROBLEM, found, remedy);
  }

  /** Not looked at; the remedy names the option that adds it. */
  public static Finding skipped(String name, String found, String remedy) {
    return new Finding(name, Status.SKIPPED, found, remedy);
  }
}
