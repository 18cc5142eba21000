package io.hearthwatch.local;

import io.hearthwatch.text.Count;
import io.hearthwatch.watch.CameraId;
import io.hearthwatch.watch.FileKind;
import io.hearthwatch.watch.NaturalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A camera's folder: its pictures ({@code .jpg}, {@code .jpeg}, {@code .png}, {@code .webp}, in any
 * case, not empty), in the natural order of their names.
 *
 * <p>Symbolic links are refused: the job reads only what really lies under the directory it is
 * allowed to read.
 *
 * @param id camera id
 * @param path the folder
 * @param pictures absolute paths, at least one
 */
record CameraFolder(String id, Path path, List<Path> pictures) {

  /** The cameras of a directory; adds what is wrong and what was left out to the lists. */
  static List<CameraFolder> findAll(Path directory, List<String> problems, List<String> notes)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      problems.add(Files.exists(directory) ? "it is not a directory" : "it does not exist");
      return List.of();
    }
    Path root = directory.toRealPath();
    List<CameraFolder> cameras = new ArrayList<>();
    Map<String, Path> taken = new TreeMap<>();
    Contents top = Contents.of(root, problems);
    if (!top.pictures.isEmpty()) {
      add(root, top, taken, cameras, problems);
    }
    for (Path folder : top.folders) {
      Contents inside = Contents.of(folder, problems);
      inside.note(folder, notes);
      if (inside.pictures.isEmpty()) {
        notes.add("folder %s holds no pictures and was left out".formatted(folder.getFileName()));
      } else if (!top.pictures.isEmpty()) {
        problems.add(
            "%s beside the camera folder %s: move such into a folder of their own"
                .formatted(
                    Count.of(top.pictures.size(), "picture lies", "pictures lie"),
                    folder.getFileName()));
      } else {
        add(folder, inside, taken, cameras, problems);
      }
    }
    top.noteFiles(root, notes);
    for (CameraFolder camera : cameras) {
      String name = camera.path.getFileName().toString();
      if (!name.equals(camera.id)) {
        notes.add("folder '%s' is camera %s".formatted(name, camera.id));
      }
    }
    if (cameras.isEmpty() && problems.isEmpty()) {
      problems.add("it holds no pictures (.jpg, .jpeg, .png, .webp), nor folders with any");
    }
    return cameras;
  }

  private static void add(
      Path folder,
      Contents contents,
      Map<String, Path> taken,
      List<CameraFolder> cameras,
      List<String> problems) {
    Path name = folder.getFileName();
    Optional<String> id = name == null ? Optional.empty() : CameraId.of(name.toString());
    if (id.isEmpty()) {
      problems.add(
          "no camera id can be made of folder '%s': use letters, digits, - and _"
              .formatted(folder));
      return;
    }
    Path other = taken.putIfAbsent(id.get(), folder);
    if (other != null) {
      problems.add(
          "folders '%s' and '%s' would both be camera %s: rename one"
              .formatted(other.getFileName(), name, id.get()));
      return;
    }
    cameras.add(new CameraFolder(id.get(), folder, List.copyOf(contents.pictures)));
  }

  /** What lies directly in a folder. */
  private static final class Contents {
    private static final Comparator<Path> BY_NAME =
        Comparator.comparing(path -> path.getFileName().toString(), NaturalOrder.INSTANCE);

    private final List<Path> pictures = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private int otherFiles;
    private int emptyPictures;

    static Contents of(Path folder, List<String> problems) throws IOException {
      Contents contents = new Contents();
      if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
        problems.add("folder %s cannot be read: check its permissions".formatted(folder));
        return contents;
      }
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path entry : entries.sorted(BY_NAME).toList()) {
          contents.sort(entry, problems);
        }
      }
      return contents;
    }

    private void sort(Path entry, List<String> problems) throws IOException {
      String name = entry.getFileName().toString();
      if (name.startsWith(".")) {
        otherFiles++;
      } else if (Files.isSymbolicLink(entry)) {
        problems.add(
            "%s is a symbolic link: put what it points to in its place, or name that directory"
                .formatted(entry));
      } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        folders.add(entry);
      } else if (FileKind.of(name) != FileKind.PICTURE) {
        otherFiles++;
      } else if (Files.size(entry) == 0) {
        emptyPictures++;
      } else {
        pictures.add(entry);
      }
    }

    /** Notes for a camera's folder. */
    void note(Path folder, List<String> notes) {
      if (!folders.isEmpty()) {
        notes.add(
            "left out: %s inside %s, the first being %s: cameras are one level deep"
                .formatted(
                    Count.of(folders.size(), "folder"),
                    folder.getFileName(),
                    folders.get(0).getFileName()));
      }
      noteFiles(folder, notes);
    }

    void noteFiles(Path folder, List<String> notes) {
      if (otherFiles > 0) {
        notes.add(
            "left out: %s in %s that %s no .jpg, .jpeg, .png or .webp"
                .formatted(
                    Count.of(otherFiles, "file"),
                    folder.getFileName(),
                    otherFiles == 1 ? "is" : "are"));
      }
      if (emptyPictures > 0) {
        notes.add(
            "left out: %s of no bytes in %s"
                .formatted(Count.of(emptyPictures, "picture"), folder.getFileName()));
      }
    }
  }
}
