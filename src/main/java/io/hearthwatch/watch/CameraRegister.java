package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which folders are cameras: those directly in the watched directory, each under the id that {@link
 * CameraId} makes of its name.
 *
 * <p>An id belongs to the folder that had it first, for as long as that is there, also over
 * restarts ({@link CameraOwners}). Of several that appear together it belongs to the one whose name
 * it is, else to the first by name.
 */
public final class CameraRegister {
  /** What servers and systems put beside people's folders; as are all whose names begin so. */
  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("@eaDir", "#recycle", "#snapshot", "$RECYCLE.BIN", "lost+found", "__MACOSX");

  /** Folders whose name is their id first; then by name. */
  private static final Comparator<String> BY_CLAIM =
      Comparator.comparing((String name) -> !CameraId.of(name).equals(Optional.of(name)))
          .thenComparing(Comparator.naturalOrder());

  private final Path root;
  private final CameraOwners owners;

  /**
   * @param root absolute, without symbolic links
   */
  CameraRegister(Path root, CameraOwners owners) {
    this.root = root;
    this.owners = owners;
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
    SortedSet<String> folders = folders(problems);
    SortedMap<String, Path> cameras = new TreeMap<>();
    for (String name : folders) {
      Optional<String> id = CameraId.of(name);
      if (id.isEmpty()) {
        problems.report(
            root.resolve(name).toString(),
            "no camera id can be made of folder '%s': use letters, digits, - and _"
                .formatted(name));
        continue;
      }
      String owner = owners.folderOf(id.get()).filter(folders::contains).orElse(name);
      if (cameras.putIfAbsent(id.get(), root.resolve(owner)) == null) {
        belongs(id.get(), owner);
      }
      String has = cameras.get(id.get()).getFileName().toString();
      if (!has.equals(name)) {
        problems.report(
            root.resolve(name).toString(),
            "folders '%s' and '%s' would both be camera %s: rename '%s'"
                .formatted(has, name, id.get(), name));
      }
    }
    return cameras;
  }

  private void belongs(String cameraId, String folder) {
    if (!owners.folderOf(cameraId).equals(Optional.of(folder))) {
      owners.belongs(cameraId, folder);
    }
  }

  /** The folders' names, in the order in which they may claim an id. */
  private SortedSet<String> folders(Problems problems) throws IOException {
    SortedSet<String> folders = new TreeSet<>(BY_CLAIM);
    SortedSet<String> strays = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isIgnored(name)) {
          continue;
        }
        try {
          BasicFileAttributes attributes =
              Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (attributes.isDirectory()) {
            folders.add(name);
          } else if (attributes.isSymbolicLink()) {
            problems.report(entry.toString(), FolderWatch.symbolicLink(entry));
          } else if (FileKind.of(name) == FileKind.PICTURE || FileKind.of(name) == FileKind.VIDEO) {
            strays.add(name);
          }
        } catch (NoSuchFileException gone) {
          continue;
        } catch (IOException e) {
          problems.report(entry.toString(), Unreadable.folder(entry, e));
          if (isCamera(name)) {
            folders.add(name);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (!strays.isEmpty()) {
      problems.report(
          root.toString(),
          "files such as %s lie beside the cameras' folders: move them into their camera's"
              .formatted(root.resolve(strays.first())));
    }
    return folders;
  }

  /** Whether a folder that cannot be looked at now is known to be a camera: it stays one. */
  private boolean isCamera(String folder) {
    return CameraId.of(folder).flatMap(owners::folderOf).equals(Optional.of(folder));
  }
}
