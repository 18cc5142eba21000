package io.hearthwatch.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shipped {@code Dockerfile}, as instructions of its stages.
 *
 * @param bases stage to the image it stands on
 * @param stages stage to its instructions, each one line, comments left out
 */
record Dockerfile(Map<String, String> bases, Map<String, List<String>> stages) {

  static Dockerfile load() throws IOException {
    String text = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\n", "");
    Dockerfile file = new Dockerfile(new LinkedHashMap<>(), new LinkedHashMap<>());
    List<String> stage = new ArrayList<>();
    for (String line : text.replaceAll("\\s*\\\\\\n\\s*", " ").lines().toList()) {
      String[] words = line.split(" ");
      if (words[0].equals("FROM")) {
        stage = new ArrayList<>();
        file.bases.put(words[3], words[1]);
        file.stages.put(words[3], stage);
      } else if (!line.isBlank()) {
        stage.add(line);
      }
    }
    return file;
  }

  /** The instructions of a stage that begin with this word. */
  List<String> instructions(String stage, String word) {
    return stages.get(stage).stream().filter(line -> line.startsWith(word + " ")).toList();
  }

  /** The last one of them. */
  String last(String stage, String word) {
    List<String> found = instructions(stage, word);
    return found.get(found.size() - 1);
  }
}
