package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which folders are cameras: those directly in the watched directory, each under the id that {@link
 * CameraId} makes of its name. An id belongs to the folder that had it first, for as long as that
 * exists.
 */
public final class CameraRegister {
  /** What servers and systems put beside people's folders; as are all whose names begin so. */
  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("@eaDir", "#recycle", "#snapshot", "$RECYCLE.BIN", "lost+found", "__MACOSX");

  private final Path root;
  private final SortedMap<String, Path> cameras = new TreeMap<>();

  /**
   * @param root absolute, without symbolic links
   */
  CameraRegister(Path root) {
    this.root = root;
  }

  /** Whether a folder holds nothing of a camera's: hidden ones, and those of servers. */
  public static boolean isIgnored(String folder) {
    return folder.startsWith(".") || SYSTEM_FOLDERS.contains(folder);
  }

  /**
   * The cameras there are now, by id.
   *
   * @throws IOException if the directory cannot be listed
   */
  Map<String, Path> refresh(Problems problems) throws IOException {
    List<Path> folders = folders(problems);
    cameras.values().retainAll(folders);
    for (Path folder : folders) {
      String name = folder.getFileName().toString();
      Optional<String> id = CameraId.of(name);
      if (id.isEmpty()) {
        problems.report(
            folder.toString(),
            "no camera id can be made of folder '%s': use letters, digits, - and _"
                .formatted(name));
        continue;
      }
      Path owner = cameras.putIfAbsent(id.get(), folder);
      if (owner != null && !owner.equals(folder)) {
        problems.report(
            folder.toString(),
            "folders '%s' and '%s' would both be camera %s: rename one"
                .formatted(owner.getFileName(), name, id.get()));
      }
    }
    return cameras;
  }

  private List<Path> folders(Problems problems) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isIgnored(name)) {
          continue;
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(entry);
        } else if (Files.isSymbolicLink(entry)) {
          problems.report(entry.toString(), FolderWatch.symbolicLink(entry));
        } else if (FileKind.of(name) == FileKind.PICTURE || FileKind.of(name) == FileKind.VIDEO) {
          problems.report(
              root.toString(),
              "files such as %s lie beside the cameras' folders: move them into their camera's"
                  .formatted(entry));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    folders.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return folders;
  }
}
