package io.hearthwatch.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Pairs pictures with label files of the same path without extension, at any depth. In a data set
 * laid out as {@code images/…} beside {@code labels/…} both folders may also be the one above.
 */
public final class LabelledFolder {
  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp");
  private static final int NAMED_ONE_BY_ONE = 3;

  private final Options options;
  private final List<DataSetProblem> problems = new ArrayList<>();

  private LabelledFolder(Options options) {
    this.options = options;
  }

  /**
   * What to read.
   *
   * @param pictures folder of JPEG, PNG and WebP files
   * @param labels folder of label files
   * @param classes names of the labels' classes by number
   * @param only glob on the path below {@code pictures}, such as {@code val/**}; null for all
   * @param missingIsEmpty whether a picture without a label file has no objects in it
   */
  public record Options(
      Path pictures, Path labels, List<String> classes, String only, boolean missingIsEmpty) {

    /** Keeps its own list. */
    public Options {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Reads all label files.
   *
   * @return frames by name, at least one
   * @throws InvalidDataSetException when anything is wrong, with all that is
   * @throws IOException when a folder or file cannot be read
   */
  public static List<LabelledFrame> read(Options options)
      throws IOException, InvalidDataSetException {
    return new LabelledFolder(options).read();
  }

  private List<LabelledFrame> read() throws IOException, InvalidDataSetException {
    Map<String, Path> pictures = pictures();
    Map<String, Path> labels = files(options.labels(), Set.of("txt"));
    labels.values().removeIf(LabelNames::isNamesFile);
    List<LabelledFrame> frames = new ArrayList<>();
    List<String> unlabelled = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    for (Map.Entry<String, Path> picture : pictures.entrySet()) {
      String key =
          labels.containsKey(picture.getKey()) ? picture.getKey() : sibling(picture.getKey());
      Path label = labels.get(key);
      used.add(key);
      if (label == null && !options.missingIsEmpty()) {
        unlabelled.add(picture.getKey());
      }
      frames.add(
          new LabelledFrame(
              picture.getKey(), picture.getValue(), label == null ? List.of() : objects(label)));
    }
    report(
        options.pictures(),
        unlabelled,
        "no label file",
        "Add an empty .txt file where nothing is in the picture, or take every missing one so with --missing-labels-are-empty.");
    if (options.only() == null) {
      labels.keySet().removeAll(used);
      report(
          options.labels(),
          List.copyOf(labels.keySet()),
          "a label file without a picture (.jpg, .jpeg, .png or .webp)",
          "Add the picture, or remove the label file.");
    }
    if (pictures.isEmpty()) {
      problems.add(
          new DataSetProblem(
              options.pictures().toString(),
              0,
              options.only() == null
                  ? "holds no picture (.jpg, .jpeg, .png or .webp)"
                  : "holds no picture whose path fits " + options.only(),
              "Name a folder of pictures."));
    }
    if (!problems.isEmpty()) {
      throw new InvalidDataSetException(problems);
    }
    return frames;
  }

  private Map<String, Path> pictures() throws IOException {
    Map<String, Path> pictures = files(options.pictures(), PICTURES);
    if (options.only() != null) {
      PathMatcher matcher =
          options.pictures().getFileSystem().getPathMatcher("glob:" + options.only());
      pictures.values().removeIf(file -> !matcher.matches(options.pictures().relativize(file)));
    }
    return pictures;
  }

  private List<NormalisedBox> objects(Path label) throws IOException {
    return LabelFile.read(
        label.toString(), Files.readAllBytes(label), options.classes(), problems::add);
  }

  /** The label of {@code a/images/b} is {@code a/labels/b}, by a wide-spread custom. */
  private static String sibling(String name) {
    String path = "/" + name;
    int at = path.lastIndexOf("/images/");
    return at < 0
        ? name
        : (path.substring(0, at) + "/labels/" + path.substring(at + "/images/".length()))
            .substring(1);
  }

  private Map<String, Path> files(Path folder, Set<String> extensions) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) tree.sorted()::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        int dot = name.lastIndexOf('.');
        if (dot > name.lastIndexOf('/') + 1
            && extensions.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
            && Files.isRegularFile(file)) {
          Path before = files.putIfAbsent(name.substring(0, dot), file);
          if (before != null) {
            problems.add(
                new DataSetProblem(
                    file.toString(),
                    0,
                    "has the same name as " + before.getFileName(),
                    "Rename or remove one of the two."));
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return files;
  }

  /** Names files one by one, or where many of a folder are missing the folder. */
  private void report(Path root, List<String> names, String what, String remedy) {
    Map<String, List<String>> folders = new TreeMap<>();
    for (String name : names) {
      folders
          .computeIfAbsent(
              name.substring(0, Math.max(0, name.lastIndexOf('/'))), folder -> new ArrayList<>())
          .add(name);
    }
    folders.forEach(
        (folder, members) -> {
          if (members.size() <= NAMED_ONE_BY_ONE) {
            members.forEach(
                name ->
                    problems.add(
                        new DataSetProblem(root.resolve(name).toString(), 0, what, remedy)));
          } else {
            problems.add(
                new DataSetProblem(
                    root.resolve(folder).toString(),
                    0,
                    "%s, %d times, from %s to %s"
                        .formatted(
                            what, members.size(), members.get(0), members.get(members.size() - 1)),
                    remedy));
          }
        });
  }
}
