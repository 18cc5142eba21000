package io.hearthwatch.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a message. */
final class LogTail {
  private static final int LINES = 8;

  private LogTail() {}

  /** The log's name and last lines; nothing when it is empty or not there. */
  static String of(Path log) {
    try {
      List<String> lines = Files.isRegularFile(log) ? Files.readAllLines(log) : List.of();
      if (lines.isEmpty()) {
        return "";
      }
      StringBuilder tail = new StringBuilder(log + ":\n");
      lines.stream()
          .skip(Math.max(0, lines.size() - LINES))
          .forEach(line -> tail.append("  ").append(line).append('\n'));
      return tail.toString();
    } catch (IOException e) {
      return log + " cannot be read: " + e.getMessage() + "\n";
    }
  }
}
