package io.hearthwatch.detect;

import java.io.Serializable;

/** Opens analyzers where they run: travels to the task managers with the job graph. */
@FunctionalInterface
public interface FrameAnalyzerFactory extends Serializable {

  /**
   * Opens an analyzer; the caller closes it.
   *
   * @throws Exception when the model cannot be loaded: the subtask must not start
   */
  FrameAnalyzer open() throws Exception;
}
