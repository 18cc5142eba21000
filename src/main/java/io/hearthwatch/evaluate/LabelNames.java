package io.hearthwatch.evaluate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The names of the classes that label files number: from {@code classes.txt}, a name a line, or
 * from the {@code names} of a {@code data.yaml}, a list or a map from number to name.
 */
public final class LabelNames {
  private static final List<String> FILES = List.of("classes.txt", "data.yaml", "data.yml");
  private static final String REMEDY =
      "Write one name a line (classes.txt), or `names:` as a list or a map from 0 on (data.yaml).";

  private LabelNames() {}

  /**
   * Looks for a file of names in a folder of labels, then in the folder it lies in.
   *
   * @param labels the folder
   */
  public static Optional<Path> find(Path labels) {
    Path folder = labels.toAbsolutePath().normalize();
    for (Path place = folder;
        place != null;
        place = place.equals(folder) ? place.getParent() : null) {
      for (String name : FILES) {
        if (Files.isRegularFile(place.resolve(name))) {
          return Optional.of(place.resolve(name));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a file in a folder of labels holds names, not objects. */
  static boolean isNamesFile(Path file) {
    return FILES.contains(file.getFileName().toString());
  }

  /**
   * Reads a file of names.
   *
   * @param file {@code .yaml} or {@code .yml}, else one name a line
   * @return names by class number
   * @throws InvalidDataSetException when there are no names in it, or not for every number
   * @throws IOException when it cannot be read
   */
  public static List<String> read(Path file) throws IOException, InvalidDataSetException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw wrong(file, "is not a text in UTF-8");
    }
    boolean yaml = file.getFileName().toString().matches("(?i).*\\.ya?ml");
    List<String> names = yaml ? yaml(file, text) : text.lines().map(String::strip).toList();
    // A last line that ends, and empty ones behind it, are no classes.
    int end = names.size();
    while (!yaml && end > 0 && names.get(end - 1).isEmpty()) {
      end--;
    }
    names = List.copyOf(names.subList(0, end));
    if (names.isEmpty()) {
      throw wrong(file, "names no classes");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw wrong(file, "has no name for class " + i);
      }
      if (names.indexOf(names.get(i)) < i) {
        throw wrong(
            file,
            "names classes %d and %d both `%s`"
                .formatted(names.indexOf(names.get(i)), i, names.get(i)));
      }
    }
    return names;
  }

  private static List<String> yaml(Path file, String text) throws InvalidDataSetException {
    Object document;
    try {
      document = new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (YamlEngineException e) {
      throw wrong(file, "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
    Object names = document instanceof Map<?, ?> map ? map.get("names") : null;
    if (names instanceof List<?> list) {
      return list.stream().map(String::valueOf).map(String::strip).toList();
    }
    if (!(names instanceof Map<?, ?> byNumber)) {
      throw wrong(file, "has no `names`");
    }
    TreeMap<Integer, String> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> entry : byNumber.entrySet()) {
      if (!(entry.getKey() instanceof Integer number)) {
        throw wrong(file, "has `" + entry.getKey() + "` among `names`, which is no class number");
      }
      sorted.put(number, String.valueOf(entry.getValue()).strip());
    }
    for (int i = 0; i < sorted.size(); i++) {
      if (!sorted.containsKey(i)) {
        throw wrong(file, "has " + sorted.size() + " names, but none for class " + i);
      }
    }
    return List.copyOf(sorted.values());
  }

  private static InvalidDataSetException wrong(Path file, String message) {
    return new InvalidDataSetException(
        List.of(new DataSetProblem(file.toString(), 0, message, REMEDY)));
  }
}
