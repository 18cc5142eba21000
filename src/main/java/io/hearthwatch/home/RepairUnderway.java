package io.hearthwatch.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Remembers, over a crash in the middle of a repair, that one has begun, and where the topic ended
 * before records were put back.
 */
final class RepairUnderway {
  private final Path file;

  /**
   * @param file there while a repair is under way: a line for each partition, with its number and
   *     end
   */
  RepairUnderway(Path file) {
    this.file = file;
  }

  /** Whether a repair has begun that has not ended. */
  boolean isBegun() {
    return Files.exists(file);
  }

  /**
   * By partition, before where the records are those that were there before any repair under way.
   *
   * @param ends where the partitions end now
   */
  Map<Integer, Long> survived(Map<Integer, Long> ends) throws IOException {
    Map<Integer, Long> survived = new HashMap<>(ends);
    if (isBegun()) {
      Map<Integer, Long> noted =
          Files.readAllLines(file).stream()
              .map(line -> line.split(" "))
              .collect(
                  Collectors.toMap(
                      words -> Integer.parseInt(words[0]), words -> Long.parseLong(words[1])));
      survived.replaceAll((partition, end) -> Math.min(end, noted.getOrDefault(partition, 0L)));
    }
    return survived;
  }

  /** Notes durably that a repair begins. */
  void begin(Map<Integer, Long> survived) throws IOException {
    Files.createDirectories(file.getParent());
    DurableFile.write(
        file,
        survived.entrySet().stream()
            .map(end -> end.getKey() + " " + end.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  /** Notes that the repair is done. */
  void end() throws IOException {
    Files.deleteIfExists(file);
  }
}
