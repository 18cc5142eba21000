package io.hearthwatch.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Data and programs as an earlier version of the product has left them, with an older Postgres. */
public final class OlderPostgres {
  /** Its major version. */
  public static final String MAJOR = "17";

  private static final Path JAR = Path.of("target/older-postgres/postgres.jar");

  private OlderPostgres() {}

  /**
   * Sets up an empty database server and ends it.
   *
   * @param directory its programs and data go there
   * @param passwordFile the superuser's password
   */
  public static void initialise(Path directory, Path passwordFile) throws IOException {
    Path home = Files.createDirectories(directory).toRealPath();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      JarEntry archive =
          jar.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      try (InputStream packed = jar.getInputStream(archive)) {
        PostgresPrograms programs = PostgresPrograms.unpack(packed, home.resolve("programs"));
        DurableDatabase.open(home, programs, FreePorts.next(), passwordFile).close();
      }
    }
  }
}
