package io.hearthwatch.torture.fault;

/** A fault of two steps. */
record Outage(Step begin, Step end) implements Fault {

  /** One of them. */
  @FunctionalInterface
  interface Step {
    /** Takes it. */
    void take() throws Exception;
  }

  @Override
  public void strike() throws Exception {
    begin.take();
  }

  @Override
  public void heal() throws Exception {
    end.take();
  }
}
