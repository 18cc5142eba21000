package io.hearthwatch.detect.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses a build of ONNX Runtime that would report to its maker.
 *
 * <p>From 1.29.0 on the native library for Linux carries an uploader that is on unless an
 * environment variable turns it off before the library is loaded. What a camera saw, and that it
 * was looked at, is nobody else's business: so the library that is about to be loaded is searched
 * for the collector's address once, and without the variable such a library is not loaded.
 */
final class TelemetryGuard {
  /** Turns the uploader off when it is {@code 1}. */
  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  /** Parts of the address of the collector; a library that holds one of them can reach it. */
  private static final List<String> COLLECTORS =
      List.of("events.data.microsoft.com", "OneCollector");

  private static final int CHUNK = 1 << 16;

  private TelemetryGuard() {}

  /**
   * Checks the library that this process is about to load, once.
   *
   * @throws IllegalStateException when it could report and the variable is not set
   */
  static void requireSilence() {
    OnceForThisProcess.requireSilence();
  }

  /** Initialised when first asked; a refusal is not remembered as a broken class. */
  private static final class OnceForThisProcess {
    private static boolean silent;

    static synchronized void requireSilence() {
      if (silent) {
        return;
      }
      try (InputStream library = openLibrary()) {
        TelemetryGuard.check(System.getenv(), library);
        silent = true;
      } catch (IOException e) {
        throw new IllegalStateException("the native library of ONNX Runtime cannot be read", e);
      }
    }
  }

  /**
   * Checks a library.
   *
   * @param environment the process's environment
   * @param library bytes of the native library, read to where the answer is known; null when it was
   *     not found where it is loaded from
   * @throws IllegalStateException when it could report and the variable is not set
   */
  static void check(Map<String, String> environment, InputStream library) throws IOException {
    if ("1".equals(environment.get(VARIABLE))) {
      return;
    }
    if (library == null) {
      throw new IllegalStateException(
          "the native library of ONNX Runtime was not found, so it cannot be checked for a telemetry"
              + " uploader: set %s=1 in the environment".formatted(VARIABLE));
    }
    if (holdsCollector(library)) {
      throw new IllegalStateException(
          "this build of ONNX Runtime uploads telemetry: set %s=1 in the environment, or use 1.28.0"
              .formatted(VARIABLE));
    }
  }

  /**
   * Whether the library that this process loads holds an uploader, switched off or not.
   *
   * @throws IOException when the library cannot be read
   */
  static boolean holdsUploader() throws IOException {
    try (InputStream library = openLibrary()) {
      if (library == null) {
        throw new IOException("the native library of ONNX Runtime was not found");
      }
      return holdsCollector(library);
    }
  }

  private static boolean holdsCollector(InputStream library) throws IOException {
    int overlap = COLLECTORS.stream().mapToInt(String::length).max().orElseThrow() - 1;
    byte[] buffer = new byte[overlap + CHUNK];
    int kept = 0;
    int read;
    while ((read = library.readNBytes(buffer, kept, CHUNK)) > 0) {
      int filled = kept + read;
      String text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      if (COLLECTORS.stream().anyMatch(text::contains)) {
        return true;
      }
      kept = Math.min(overlap, filled);
      System.arraycopy(buffer, filled - kept, buffer, 0, kept);
    }
    return false;
  }

  /** Opens the library from where ONNX Runtime loads it; null when it is not there. */
  static InputStream openLibrary() throws IOException {
    String file = System.mapLibraryName("onnxruntime");
    String itself = System.getProperty("onnxruntime.native.onnxruntime.path");
    String folder = System.getProperty("onnxruntime.native.path");
    if (itself != null) {
      return openFile(Path.of(itself));
    }
    if (folder != null) {
      return openFile(Path.of(folder, file));
    }
    String resource = "/ai/onnxruntime/native/" + platform() + "/" + file;
    return ai.onnxruntime.OrtEnvironment.class.getResourceAsStream(resource);
  }

  private static InputStream openFile(Path path) throws IOException {
    return Files.isRegularFile(path) ? Files.newInputStream(path) : null;
  }

  /** The folder ONNX Runtime's jar uses for this machine. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
    return os
        + (processor.contains("aarch64") || processor.contains("arm64") ? "-aarch64" : "-x64");
  }
}
