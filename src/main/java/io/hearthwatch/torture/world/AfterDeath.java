package io.hearthwatch.torture.world;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A shell that waits for this process to end, however it does, and then kills whatever still has
 * the run's directory among its words, and unmounts the disk in it. In peace there is nothing left
 * to do.
 */
final class AfterDeath implements Closeable {
  private static final String SCRIPT =
      """
      while read -r line; do :; done
      for stat in /proc/[0-9]*; do
        pid=${stat#/proc/}
        if [ "$pid" != $$ ] && tr '\\0' ' ' <"$stat/cmdline" 2>/dev/null | grep -qF "$0"; then
          kill -9 "$pid" 2>/dev/null
        fi
      done
      umount --lazy "$1" 2>/dev/null
      """;

  private final Process shell;

  /**
   * Begins to wait, where there is a shell.
   *
   * @param directory of the run
   * @param disk what may be mounted in it
   */
  AfterDeath(Path directory, Path disk) throws IOException {
    this.shell =
        new ProcessBuilder("sh", "-c", SCRIPT, directory.toString(), disk.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  @Override
  public void close() {
    shell.destroyForcibly();
    shell.onExit().join();
  }
}
