package io.hearthwatch.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where native libraries are unpacked and Flink and RocksDB keep what does not fit into memory.
 *
 * @param directory the temporary one of this process
 * @param wanted free space to have, bytes
 */
public record TemporaryDirectoryCheck(Path directory, long wanted) implements Check {
  private static final long WANTED = 1L << 30;

  /** Of this process. */
  public static TemporaryDirectoryCheck ofThisProcess() {
    return new TemporaryDirectoryCheck(Path.of(System.getProperty("java.io.tmpdir")), WANTED);
  }

  @Override
  public String name() {
    return "temporary-directory";
  }

  @Override
  public String remedy() {
    return "set TMPDIR to a directory that exists and may be written; it is " + directory;
  }

  @Override
  public List<Finding> run() throws IOException {
    Path probe = Files.createTempFile(directory, "hearthwatch-doctor", null);
    try {
      Files.write(probe, new byte[1]);
    } finally {
      Files.delete(probe);
    }
    long free = Files.getFileStore(directory).getUsableSpace();
    String found = directory + " can be written, " + Bytes.of(free) + " free";
    if (free >= wanted) {
      return List.of(Finding.ok(name(), found));
    }
    return List.of(
        Finding.warning(
            name(),
            found + " of " + Bytes.of(wanted) + " to have",
            "clear it, or set TMPDIR to a directory with more room"));
  }
}
