package io.hearthwatch.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of Postgres that come with the product, unpacked into a directory. */
final class PostgresPrograms {
  /** Their major version. */
  static final int MAJOR = 18;

  private static final int EXECUTABLE = 0100;
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Path directory;

  private PostgresPrograms(Path directory) {
    this.directory = directory;
  }

  /**
   * Unpacks them anew, so that none is run of which a power failure left half.
   *
   * @param directory replaced
   * @throws IOException if there are none for this system, or the directory cannot be written
   */
  static PostgresPrograms unpack(Path directory) throws IOException {
    DirectoryTree.delete(directory);
    String system = system();
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm_64";
    try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
      if (packed == null) {
        throw new IOException(
            "no Postgres comes with the product for %s on %s: name one by --jdbc-url"
                .formatted(system, machine));
      }
      return unpack(packed, directory);
    }
  }

  /** The same from an archive as it comes with the product; the directory must not be there. */
  static PostgresPrograms unpack(InputStream packed, Path directory) throws IOException {
    extract(packed, Files.createDirectories(directory));
    return new PostgresPrograms(directory);
  }

  /**
   * Those that an earlier version of the product unpacked there, and that still are.
   *
   * @param major the version that is wanted of them
   * @throws IOException if they are not, or are of another version
   */
  static PostgresPrograms lying(Path directory, String major) throws IOException {
    PostgresPrograms programs = new PostgresPrograms(directory);
    String version = "";
    if (Files.isExecutable(programs.program("postgres"))) {
      Process process =
          new ProcessBuilder(programs.program("postgres").toString(), "--version")
              .redirectErrorStream(true)
              .start();
      version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    if (!version.matches(".*\\) " + Pattern.quote(major) + "\\b.*")) {
      throw new IOException(
          "%s has no programs of Postgres %s%s: start the version of Hearthwatch once that wrote the data, which puts them there"
              .formatted(directory, major, version.isEmpty() ? "" : ", but " + version));
    }
    return programs;
  }

  /**
   * A command line. Postgres refuses to be root: there the program gets a user namespace of its
   * own, in which nobody is. A session of its own keeps a terminal's Ctrl-C from it, which would
   * end it before those who use it.
   */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    if (isRoot()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "Darwin" : "Linux";
  }

  private static boolean isRoot() {
    return system().equals("Linux") && System.getProperty("user.name").equals("root");
  }

  private static void extract(InputStream packed, Path directory) throws IOException {
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      TarArchiveEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
          throw new IOException("an entry of the archive leads out of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(file, directory.resolve(entry.getLinkName()));
        } else {
          Files.copy(archive, file);
          if ((entry.getMode() & EXECUTABLE) != 0 && !file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
          }
        }
      }
    }
  }
}
