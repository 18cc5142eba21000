package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.FileContent;
import io.hearthwatch.torture.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stood where, when: each file's contents in the order in which it had them. A job reads a
 * file some time after its reference was published, so it may see any content from then on.
 */
final class FilesHeld {
  /** A job asks for longer than that for a file that is not there yet, and has begun by then. */
  private static final Duration WAITED_FOR = Duration.ofSeconds(4);

  private record Put(int act, Act.PutFile file) {}

  private final Map<String, List<Put>> byUri = new HashMap<>();
  private final Set<String> directories = new HashSet<>();

  FilesHeld(History history) {
    List<Act> acts = history.acts();
    String root = history.settings().framesRoot().toString();
    for (int act = 0; act < acts.size(); act++) {
      if (acts.get(act) instanceof Act.PutFile file) {
        String uri = CanonicalUri.below(root, "file://" + root + "/" + file.path());
        byUri.computeIfAbsent(uri, u -> new ArrayList<>()).add(new Put(act, file));
        directories.add(uri.substring(0, uri.lastIndexOf('/')));
      }
    }
  }

  /** Whether the place is a directory. */
  boolean directory(String uri) {
    return directories.contains(uri);
  }

  /**
   * All contents that a job may see.
   *
   * @param act number of the act that published the reference
   * @param atMillis its moment
   * @return may hold null: that the file is not there
   */
  List<FileContent> seen(String uri, int act, long atMillis) {
    List<FileContent> seen = new ArrayList<>();
    FileContent standing = null;
    for (Put put : byUri.getOrDefault(uri, List.of())) {
      boolean before = put.act() < act && put.file().delay().isZero();
      if (before) {
        standing = put.file().content();
        continue;
      }
      boolean inTime =
          put.file().atMillis() == atMillis && put.file().delay().compareTo(WAITED_FOR) <= 0;
      if (seen.isEmpty() && (standing != null || !inTime)) {
        seen.add(standing);
      }
      seen.add(put.file().content());
    }
    if (seen.isEmpty()) {
      seen.add(standing);
    }
    return seen;
  }
}
