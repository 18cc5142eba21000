package io.hearthwatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A class whose first use never returns, as a call into native code that hangs. */
public final class HangingClass {
  private static final String SOURCE =
      """
      package %s;
      public final class %s {
        static { hang(); }
        private static void hang() {
          while (true) {
            try {
              Thread.sleep(1_000);
            } catch (InterruptedException ignored) {
              // Native code does not hear it either.
            }
          }
        }
      }
      """;

  private HangingClass() {}

  /**
   * Compiles one.
   *
   * @param entry the name that it has in a jar
   * @param directory for its source and the compiler's output
   */
  public static byte[] named(String entry, Path directory) throws IOException {
    int slash = entry.lastIndexOf('/');
    String name = entry.substring(slash + 1, entry.length() - ".class".length());
    Path source = Files.createDirectories(directory).resolve(name + ".java");
    Files.writeString(source, SOURCE.formatted(entry.substring(0, slash).replace('/', '.'), name));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null, null, null, "--release", "17", "-d", directory.toString(), source.toString());
    if (status != 0) {
      throw new IOException("javac ended with " + status);
    }
    return Files.readAllBytes(directory.resolve(entry));
  }
}
