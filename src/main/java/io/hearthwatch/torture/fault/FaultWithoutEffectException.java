package io.hearthwatch.torture.fault;

/** A fault that did nothing: what follows it proves nothing. */
public final class FaultWithoutEffectException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what was not there. */
  public FaultWithoutEffectException(String message) {
    super(message);
  }
}
