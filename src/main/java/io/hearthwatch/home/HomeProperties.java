package io.hearthwatch.home;

import io.hearthwatch.local.FreePorts;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a home keeps between its runs besides its data: the folder's layout, how often it was
 * started, and its ports, so that BI tools find it where it was.
 *
 * <p>Not safe to share between threads.
 */
final class HomeProperties {
  /** Of the folder: one that a later version has changed is refused. */
  private static final int LAYOUT = 1;

  private final Path file;
  private final TreeMap<String, String> values;

  private HomeProperties(Path file, TreeMap<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /**
   * Reads the folder's file; a folder without one is new.
   *
   * @throws IOException if it cannot be read or is of a layout that this version does not know
   */
  static HomeProperties of(Path directory) throws IOException {
    Path file = directory.resolve("home.properties");
    Properties read = new Properties();
    if (Files.exists(file)) {
      read.load(new StringReader(Files.readString(file)));
    } else {
      read.setProperty("layout", Integer.toString(LAYOUT));
    }
    TreeMap<String, String> values = new TreeMap<>();
    read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
    HomeProperties properties = new HomeProperties(file, values);
    long layout = properties.number("layout");
    if (layout != LAYOUT) {
      throw new IOException(
          "%s has layout %d, this version knows layout %d: start the version that made it"
              .formatted(directory, layout, LAYOUT));
    }
    return properties;
  }

  /** Begins another run. */
  long nextRun() throws IOException {
    long run = values.containsKey("run") ? number("run") + 1 : 1;
    values.put("run", Long.toString(run));
    return run;
  }

  /**
   * The port of a server: the same as last time unless somebody else has it now.
   *
   * @param notice told when it is another
   */
  int port(String server, Consumer<String> notice) throws IOException {
    String key = "port." + server;
    if (values.containsKey(key)) {
      int port = (int) number(key);
      if (FreePorts.isFree(port)) {
        return port;
      }
      notice.accept(
          "port %d, which %s had until now, is taken by something else".formatted(port, server));
    }
    int port;
    do {
      port = FreePorts.next();
    } while (values.containsValue(Integer.toString(port)));
    values.put(key, Integer.toString(port));
    return port;
  }

  /** Puts it all on disk. */
  void save() throws IOException {
    StringBuilder text = new StringBuilder("# Written by hearthwatch local at each start.\n");
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    DurableFile.write(file, text.toString());
  }

  private long number(String key) throws IOException {
    String value = values.get(key);
    if (value == null || !value.matches("[0-9]{1,18}")) {
      throw new IOException("%s: '%s' is not a number but '%s'".formatted(file, key, value));
    }
    return Long.parseLong(value);
  }
}
