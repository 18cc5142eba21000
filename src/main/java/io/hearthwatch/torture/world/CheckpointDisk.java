package io.hearthwatch.torture.world;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small disk of its own for checkpoints, which can be filled and made read-only. It takes root on
 * Linux; elsewhere there is none, and the faults that need it are left out and named.
 */
public final class CheckpointDisk implements Closeable {
  private static final String SIZE = "size=96m";

  private final Path directory;
  private final boolean mounted;

  /** Mounts it on a directory, if that is possible here. */
  CheckpointDisk(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    this.mounted = run("mount", "-t", "tmpfs", "-o", SIZE, "hearthwatch", directory.toString());
  }

  /** Whether there can be one on this machine: tried once with another directory. */
  public static boolean isPossible() {
    try {
      Path trial = Files.createTempDirectory("hearthwatch-mount-");
      try (CheckpointDisk disk = new CheckpointDisk(trial)) {
        return disk.mounted;
      } finally {
        Files.deleteIfExists(trial);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void requireMounted() throws IOException {
    if (!mounted) {
      throw new IOException("%s is no disk of its own: nothing is done to it".formatted(directory));
    }
  }

  /** Fills it to the last byte. */
  public void fill() throws IOException {
    requireMounted();
    byte[] block = new byte[1 << 16];
    try (OutputStream filler = Files.newOutputStream(filler())) {
      while (true) {
        filler.write(block);
      }
    } catch (IOException full) {
      if (directory.toFile().getUsableSpace() > block.length) {
        throw full;
      }
    }
  }

  /** Makes room again. */
  public void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  /** Whether nothing can be written to it. */
  public void readOnly(boolean on) throws IOException, InterruptedException {
    requireMounted();
    // Busy with files that are being written: the next moment will do.
    for (int attempt = 1; ; attempt++) {
      if (run("mount", "-o", "remount," + (on ? "ro" : "rw"), directory.toString())) {
        return;
      }
      if (attempt == 50) {
        throw new IOException("cannot mount %s anew".formatted(directory));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      try {
        run("umount", "--lazy", directory.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
