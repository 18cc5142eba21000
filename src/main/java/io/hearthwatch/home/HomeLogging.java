package io.hearthwatch.home;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends everything that is logged to files of the data folder: rotated, compressed, bounded. */
final class HomeLogging {
  /** Read by the configuration file. */
  private static final String DIRECTORY = "hearthwatch.logs";

  private static final String CONFIGURATION = "/log4j2-home.properties";

  private HomeLogging() {}

  /** From now on, for the rest of this process. */
  static void to(Path directory) throws IOException {
    Files.createDirectories(directory);
    System.setProperty(DIRECTORY, directory.toString());
    try {
      URI configuration = HomeLogging.class.getResource(CONFIGURATION).toURI();
      Configurator.reconfigure(configuration);
    } catch (URISyntaxException e) {
      throw new IOException("the logging configuration of the product cannot be found", e);
    }
  }

  /** Ends logging, as the last of all: its own shutdown hook is off. */
  static void end() {
    LogManager.shutdown();
  }
}
