package io.hearthwatch.detect;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does what must not be interrupted halfway, such as loading a native library: a class whose
 * initialiser has failed once is lost to its process for good, and a task that is just being
 * cancelled is interrupted wherever it is.
 */
public final class Undisturbed {
  private Undisturbed() {}

  /**
   * Calls on a thread of its own, and waits for the end whatever happens; an interruption is kept
   * for the caller.
   *
   * @param name of the thread
   * @throws Exception what the call throws
   */
  public static <T> T call(String name, Callable<T> what) throws Exception {
    FutureTask<T> task = new FutureTask<>(what);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw (Error) e.getCause();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
