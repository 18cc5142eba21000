package io.hearthwatch.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Properties of Kafka's clients from a file, so that secrets stand neither on a command line nor in
 * a configuration that is shown around; for the job and for the local commands.
 *
 * @param properties by name; may hold secrets
 * @param warning what to say about the file; empty if its owner alone can read it
 */
public record KafkaPropertiesFile(Map<String, String> properties, Optional<String> warning) {
  public KafkaPropertiesFile {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads a file in the format of {@link Properties}, in UTF-8.
   *
   * @throws IllegalArgumentException when the file cannot be used, with the reason; never shows a
   *     value
   */
  public static KafkaPropertiesFile read(String file) {
    Map<String, String> properties = new TreeMap<>();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      Properties read = new Properties();
      read.load(reader);
      read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
      properties.keySet().forEach(name -> refuse(file, name));
      return new KafkaPropertiesFile(properties, warning(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(Quoted.text(file) + " cannot be read", e);
    }
  }

  private static void refuse(String file, String name) {
    String refusal = KafkaProperties.refusal(name);
    if (refusal != null) {
      throw new IllegalArgumentException(
          "%s sets %s. %s".formatted(Quoted.text(file), Quoted.text(name), refusal));
    }
  }

  private static Optional<String> warning(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
          ? Optional.of(
              "%s can be read by everybody on this machine: chmod 600 %s".formatted(file, file))
          : Optional.empty();
    } catch (UnsupportedOperationException noSuchPermissionsHere) {
      return Optional.empty();
    }
  }

  /** Names the properties, never their values. */
  @Override
  public String toString() {
    return "KafkaPropertiesFile" + properties.keySet();
  }
}
