package io.hearthwatch.detect.onnx;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A model as it was read: its place, its bytes and their digest. Immutable by convention. */
public final class ModelFile {
  private final Path path;
  private final byte[] bytes;
  private final String sha256;

  private ModelFile(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
    this.sha256 = HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  /**
   * Reads a model from this machine's disk.
   *
   * @param location a path, or a {@code file:} URI
   * @throws IOException when nothing readable stands there; the message names the option
   */
  public static ModelFile read(String location) throws IOException {
    Path path = path(location).toAbsolutePath().normalize();
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "no model at %s (detect.model): there is no such file on this machine".formatted(path));
    }
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length == 0) {
      throw new IOException("the model %s (detect.model) is empty".formatted(path));
    }
    return new ModelFile(path, bytes);
  }

  private static Path path(String location) throws IOException {
    try {
      // One letter before the colon is a drive, not a scheme.
      if (location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
        URI uri = URI.create(location);
        if (!"file".equalsIgnoreCase(uri.getScheme())) {
          throw new IOException(
              "detect.model is %s: a model is read from a path or a file: URI, not from %s:"
                  .formatted(location, uri.getScheme()));
        }
        return Path.of(uri);
      }
      return Path.of(location);
    } catch (InvalidPathException | FileSystemNotFoundException e) {
      throw new IOException("detect.model is %s: not a path".formatted(location), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("detect.model is %s: not a valid URI".formatted(location), e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Where it was read from: absolute. */
  public Path path() {
    return path;
  }

  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** The bytes themselves, not a copy. */
  byte[] bytes() {
    return bytes;
  }
}
