package io.hearthwatch.containers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a stage of the Dockerfile adds to its base, under a directory that stands for
 * {@code /}. What the build made is linked, the rest copied.
 */
final class ImageTree {
  private static final String FROM_BUILD = "--from=build";
  private static final String WORKDIR = "/opt/hearthwatch/";

  private ImageTree() {}

  static void add(Dockerfile dockerfile, String stage, Path root) throws IOException {
    for (String line : dockerfile.instructions(stage, "COPY")) {
      List<String> words =
          new ArrayList<>(Arrays.asList(line.split(" ")).subList(1, wordsOf(line)));
      boolean built = words.contains(FROM_BUILD);
      words.removeIf(word -> word.startsWith("--"));
      String target = words.remove(words.size() - 1);
      for (String source : words) {
        String here = built ? source.substring(WORKDIR.length()) : source;
        for (Path file : matching(Path.of(here))) {
          add(file, place(root, target, file, words.size() > 1));
        }
      }
    }
  }

  private static int wordsOf(String line) {
    return line.split(" ").length;
  }

  /** A directory's contents go to the target, a file into it where it is a directory's name. */
  private static Path place(Path root, String target, Path file, boolean several) {
    String absolute = target.startsWith("/") ? target : WORKDIR + target;
    Path place = root.resolve(absolute.substring(1)).normalize();
    boolean into = several || absolute.endsWith("/");
    return into && Files.isRegularFile(file) ? place.resolve(file.getFileName()) : place;
  }

  private static List<Path> matching(Path pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    Path parent = pattern.toAbsolutePath().getParent();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(parent, pattern.getFileName().toString())) {
      files.forEach(found::add);
    }
    if (found.isEmpty()) {
      throw new IOException("the Dockerfile copies " + pattern + ", and there is none");
    }
    return found;
  }

  private static void add(Path file, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    boolean built = file.startsWith(Path.of("target").toAbsolutePath());
    if (built && Files.isDirectory(file)) {
      Files.createSymbolicLink(place, file);
    } else if (built) {
      Files.createLink(place, file);
    } else if (Files.isDirectory(file)) {
      Files.createDirectories(place);
      try (Stream<Path> inside = Files.list(file)) {
        for (Path each : inside.toList()) {
          Files.copy(each, place.resolve(each.getFileName()));
        }
      }
    } else {
      Files.copy(file, place);
    }
  }
}
