package io.hearthwatch.inhand;

import io.hearthwatch.domain.RecordCoordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The marks that dead processes left on this machine, the newest {@value #MOST} of them: one file
 * each, moved here under a name that begins with its frame, so that several processes can add and
 * count without a word to each other.
 */
final class Deaths {
  static final int MOST = 1_000;

  private final Path directory;

  Deaths(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Takes a mark over from where it lay. */
  void add(Path mark, RecordCoordinates frame) throws IOException {
    Files.move(mark, directory.resolve(prefix(frame) + mark.getFileName()));
    forgetOld();
  }

  /** At how many deaths this frame was in hand, as far as is remembered. */
  int count(RecordCoordinates frame) throws IOException {
    String prefix = prefix(frame);
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  private void forgetOld() throws IOException {
    Map<Path, FileTime> ages;
    try (Stream<Path> files = Files.list(directory)) {
      ages = files.collect(Collectors.toMap(file -> file, Deaths::age));
    }
    List<Path> newestFirst =
        ages.keySet().stream()
            .sorted(Comparator.<Path, FileTime>comparing(ages::get).reversed())
            .toList();
    for (Path old : newestFirst.subList(Math.min(MOST, newestFirst.size()), newestFirst.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static FileTime age(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException removedByAnother) {
      return FileTime.fromMillis(0);
    }
  }

  /** Of a fixed length, where a topic's name alone may fill a file's name. */
  private static String prefix(RecordCoordinates frame) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(frame.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16) + "~";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
