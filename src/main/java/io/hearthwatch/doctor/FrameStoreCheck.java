package io.hearthwatch.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * A place that pictures are read from, as this machine sees it: the task managers' machines have to
 * see it too.
 *
 * @param root canonical URI of the directory
 */
public record FrameStoreCheck(String root) implements Check {
  private static final Set<String> WEB = Set.of("http", "https");

  /** Where Flink looks for plugins. */
  private static final String PLUGINS = "FLINK_PLUGINS_DIR";

  @Override
  public String name() {
    return "frame-store";
  }

  @Override
  public String remedy() {
    return "see that " + root + " (ingest.allowed-roots) can be reached from this machine";
  }

  @Override
  public List<Finding> run() throws IOException {
    URI uri = URI.create(root);
    if (uri.getScheme().equals("file")) {
      return List.of(directory(Path.of(uri)));
    }
    if (WEB.contains(uri.getScheme())) {
      return List.of(
          Finding.skipped(
              name(), root + ": a web server has no list of its pictures", "publish one and see"));
    }
    return List.of(plugin(uri));
  }

  private Finding directory(Path path) {
    if (!Files.isDirectory(path)) {
      return Finding.problem(
          name(),
          path + (Files.exists(path) ? " is no directory" : " is not there"),
          "create or mount it on every machine that runs the job, or correct ingest.allowed-roots");
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      return Finding.problem(
          name(),
          path + " may not be read by " + System.getProperty("user.name"),
          "let the user of the task managers read it and all below");
    }
    return Finding.ok(name(), path + " can be read");
  }

  private Finding plugin(URI uri) throws IOException {
    Configuration none = new Configuration();
    FileSystem.initialize(none, PluginUtils.createPluginManagerFromRootFolder(none));
    try {
      FileSystem store = FileSystem.getUnguardedFileSystem(uri);
      return Finding.ok(name(), root + ": read by " + store.getClass().getSimpleName());
    } catch (UnsupportedFileSystemSchemeException e) {
      String found = root + ": Flink has no file system for " + uri.getScheme() + ":";
      String remedy =
          "put Flink's plugin for %s: into plugins/ of every machine (docs/stores.md)"
              .formatted(uri.getScheme());
      return System.getenv(PLUGINS) == null
          ? Finding.warning(
              name(),
              found + " here, where " + PLUGINS + " names no plugins",
              remedy + "; set " + PLUGINS + " to look into a cluster's plugins/")
          : Finding.problem(name(), found, remedy);
    }
  }
}
