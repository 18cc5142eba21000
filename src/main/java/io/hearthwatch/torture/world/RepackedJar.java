package io.hearthwatch.torture.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Copies of a jar that differ from it in one thing. */
public final class RepackedJar {
  private RepackedJar() {}

  /** The same classes with another version in the manifest, as after another build. */
  public static Path rebuilt(Path jar, Path copy, String version) throws IOException {
    return copy(jar, copy, version, "no such entry", null);
  }

  /** A build that lacks a class. */
  public static Path without(Path jar, Path copy, String entry) throws IOException {
    return copy(jar, copy, "broken", entry, null);
  }

  /** A build with another class in the place of one. */
  public static Path with(Path jar, Path copy, String entry, byte[] other) throws IOException {
    return copy(jar, copy, "changed", entry, other);
  }

  private static Path copy(Path jar, Path copy, String version, String changed, byte[] other)
      throws IOException {
    try (JarFile source = new JarFile(jar.toFile())) {
      Manifest manifest = source.getManifest();
      manifest.getMainAttributes().putValue("Implementation-Version", version);
      try (OutputStream file = Files.newOutputStream(copy);
          JarOutputStream target = new JarOutputStream(file, manifest)) {
        target.setLevel(0);
        if (other != null) {
          target.putNextEntry(new JarEntry(changed));
          target.write(other);
        }
        for (Enumeration<JarEntry> entries = source.entries(); entries.hasMoreElements(); ) {
          String name = entries.nextElement().getName();
          if (!name.equals(JarFile.MANIFEST_NAME) && !name.equals(changed)) {
            target.putNextEntry(new JarEntry(name));
            try (InputStream in = source.getInputStream(source.getEntry(name))) {
              in.transferTo(target);
            }
          }
        }
      }
    }
    return copy;
  }
}
