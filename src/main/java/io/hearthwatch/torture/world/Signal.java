package io.hearthwatch.torture.world;

import java.io.IOException;
import java.util.concurrent.CompletionException;

/** Signals that Java has no call for. */
final class Signal {
  private Signal() {}

  /**
   * Sends one.
   *
   * @param name such as {@code STOP}
   * @throws IOException when there is no such process
   */
  static void send(String name, long pid) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status;
    try {
      status = kill.onExit().join().exitValue();
    } catch (CompletionException e) {
      throw new IOException("kill was interrupted", e);
    }
    if (status != 0) {
      throw new IOException("kill -%s %d ended with status %d".formatted(name, pid, status));
    }
  }

  /**
   * Kills a process and all that it started, and waits until they are gone.
   *
   * @throws IOException when there was no such process
   */
  static void kill(long pid) throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .orElseThrow(() -> new IOException("process %d is gone already".formatted(pid)));
    var family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    family.forEach(child -> child.onExit().join());
  }
}
