package io.hearthwatch.config;

import io.hearthwatch.detect.CocoClasses;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.text.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for what a person says about a model. */
final class ModelRules {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})(?:x([1-9][0-9]{0,3}))?");
  private static final int LARGEST_SIZE = 8192;
  private static final long LARGEST_FILE = 1 << 20;
  private static final Map<String, List<String>> KNOWN =
      Map.of("coco", CocoClasses.NAMES, "coco91", CocoClasses.WITH_GAPS);

  private ModelRules() {}

  /**
   * Class names by number, read where the option is: the names are part of the settings and of the
   * digest, not the file's place.
   */
  static Rule<List<String>> labels() {
    return Rule.of(
        "the path of a text file with one class name a line, or `coco`, or `coco91`",
        "coco",
        text -> KNOWN.containsKey(text) ? KNOWN.get(text) : read(text),
        names -> String.join("\u001f", names));
  }

  /** Class names, some or one. */
  static Rule<List<String>> classes() {
    Rule<List<String>> names =
        Rule.listOf(
            "a list of class names of the model",
            "person",
            text -> {
              checkName(text, Quoted.text(text));
              return text;
            });
    return new Rule<>(
        names.allowed(),
        names.example(),
        true,
        names.parser(),
        values -> String.join("\u001f", values.stream().sorted().toList()));
  }

  /** Rows and columns, see {@link #sizeOf}. */
  static Rule<String> size() {
    return Rule.of(
        "a number of pixels, or rows and columns with an x between them, each from 1 to "
            + LARGEST_SIZE,
        "384x640",
        text -> {
          ModelOptions.Size size = sizeOf(text);
          if (size.height() > LARGEST_SIZE || size.width() > LARGEST_SIZE) {
            throw new IllegalArgumentException(Quoted.text(text) + " is too large");
          }
          return size.height() + "x" + size.width();
        },
        text -> text);
  }

  /** The size that a text of {@link #size} means. */
  static ModelOptions.Size sizeOf(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a size in pixels");
    }
    int rows = Integer.parseInt(matcher.group(1));
    return new ModelOptions.Size(
        rows, matcher.group(2) == null ? rows : Integer.parseInt(matcher.group(2)));
  }

  /** One of some words. */
  static Rule<String> choice(Map<String, ?> words) {
    List<String> known = List.copyOf(new TreeMap<>(words).keySet());
    return Rule.of(
        "`" + String.join("` or `", known) + "`",
        known.get(0),
        text -> {
          if (!words.containsKey(text)) {
            throw new IllegalArgumentException(
                Quoted.text(text) + " is none of them" + Suggestion.among(known, text));
          }
          return text;
        },
        text -> text);
  }

  private static List<String> read(String file) {
    List<String> lines;
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_FILE) {
        throw new IllegalArgumentException(
            Quoted.text(file) + " is no file of at most " + LARGEST_FILE + " bytes");
      }
      lines = new ArrayList<>(Files.readAllLines(path));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          Quoted.text(file) + " cannot be read as a text in UTF-8", e);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    List<String> names = lines.stream().map(String::strip).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(Quoted.text(file) + " names no class");
    }
    for (int line = 0; line < names.size(); line++) {
      checkName(names.get(line), "line " + (line + 1) + " of " + Quoted.text(file));
    }
    return names;
  }

  private static void checkName(String name, String where) {
    if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(where + " is not a class name");
    }
  }
}
