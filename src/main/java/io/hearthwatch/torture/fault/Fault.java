package io.hearthwatch.torture.fault;

/** Something that goes wrong once, and is put right again. For one thread. */
public interface Fault {
  /**
   * Does it, and returns when its effect is there.
   *
   * @throws FaultWithoutEffectException when it did nothing
   */
  void strike() throws Exception;

  /** Puts right what it did; the job may need longer. Called once, after the strike. */
  void heal() throws Exception;
}
