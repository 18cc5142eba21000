package io.hearthwatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux tells of a process. */
public final class ProcFiles {
  private static final String LISTENING = "0A";
  private static final String FIRST_PART = "00000000";

  private ProcFiles() {}

  /** How many copies of a native library are mapped: mappings of a file's beginning. */
  public static long copiesOf(String library, long pid) throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
      return maps.map(line -> line.split("\\s+", 6))
          .filter(fields -> fields.length == 6 && fields[2].equals(FIRST_PART))
          .filter(fields -> fields[5].substring(fields[5].lastIndexOf('/') + 1).startsWith(library))
          .map(fields -> fields[5])
          .count();
    }
  }

  /** Addresses in hexadecimal digits, as in /proc/net, on which a process listens. */
  public static Set<String> listeningAddresses(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets;
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      sockets =
          descriptors
              .map(ProcFiles::target)
              .filter(target -> target.startsWith("socket:["))
              .collect(Collectors.toSet());
    }
    try (Stream<String> v4 = Files.lines(process.resolve("net/tcp"));
        Stream<String> v6 = Files.lines(process.resolve("net/tcp6"))) {
      return Stream.concat(v4, v6)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[3].equals(LISTENING))
          .filter(fields -> sockets.contains("socket:[" + fields[9] + "]"))
          .map(fields -> fields[1].split(":")[0])
          .collect(Collectors.toSet());
    }
  }

  /** Variables as a process got them, NAME=VALUE. */
  public static List<String> environment(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "environ");
    return List.of(Files.readString(file).split("\0"));
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
