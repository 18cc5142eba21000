package io.hearthwatch.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code docker-compose.yml}, with its merges resolved and its variables filled in as Compose does.
 */
final class ComposeFile {
  private static final Path FILE = Path.of("docker-compose.yml");

  /** {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${NAME:?message}}, but not {@code $$}. */
  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

  private final String text;
  private final Map<String, Object> root;

  private ComposeFile(String text, Map<String, Object> root) {
    this.text = text;
    this.root = root;
  }

  /** The shipped file, its variables replaced by these values or by their defaults. */
  static ComposeFile load(Map<String, String> values) throws IOException {
    String text = Files.readString(FILE);
    Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
    return new ComposeFile(text, map(filled(root, values)));
  }

  /** A value is put in after the file was parsed: what is in it cannot break the file. */
  private static Object filled(Object node, Map<String, String> values) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> filled = new LinkedHashMap<>();
      map.forEach((key, value) -> filled.put(key, filled(value, values)));
      return filled;
    }
    if (node instanceof List<?> list) {
      return list.stream().map(each -> filled(each, values)).toList();
    }
    return node instanceof String word
        ? VARIABLE.matcher(word).replaceAll(m -> Matcher.quoteReplacement(value(m, values)))
        : node;
  }

  private static String value(MatchResult variable, Map<String, String> values) {
    String given = values.get(variable.group(1));
    if (given != null) {
      return given;
    }
    if (!"-".equals(variable.group(2))) {
      throw new IllegalArgumentException(variable.group(1) + " is required");
    }
    return variable.group(3);
  }

  /** Every variable that the file asks for, with what stands behind its name. */
  Map<String, Set<String>> variables() {
    Map<String, Set<String>> found = new TreeMap<>();
    VARIABLE
        .matcher(text)
        .results()
        .forEach(
            match ->
                found
                    .computeIfAbsent(match.group(1), name -> new TreeSet<>())
                    .add(match.group(2) == null ? "" : match.group(2) + match.group(3)));
    return found;
  }

  Map<String, Object> section(String name) {
    return map(root.get(name));
  }

  /** Name of a service to what it says, merges included. */
  Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> services = new TreeMap<>();
    section("services").forEach((name, service) -> services.put(name, merged(map(service))));
    return services;
  }

  Map<String, Object> service(String name) {
    return services().get(name);
  }

  /** The {@code <<} key: what the map itself says wins. */
  private static Map<String, Object> merged(Map<String, Object> map) {
    if (!map.containsKey("<<")) {
      return map;
    }
    Map<String, Object> result = new TreeMap<>(merged(map(map.get("<<"))));
    result.putAll(map);
    result.remove("<<");
    return result;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** A list of texts; empty for null. */
  @SuppressWarnings("unchecked")
  static List<String> texts(Object value) {
    return value == null
        ? List.of()
        : ((List<Object>) value).stream().map(String::valueOf).toList();
  }
}
