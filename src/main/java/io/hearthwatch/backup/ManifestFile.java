package io.hearthwatch.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.hearthwatch.schema.SchemaVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The manifest on disk: {@code manifest.json}, and {@code manifest.json.sha256} beside it in the
 * form that {@code sha256sum --check} reads. The digest vouches for the manifest, the manifest's
 * digests for everything else.
 */
final class ManifestFile {
  static final String NAME = "manifest.json";
  static final String DIGEST_NAME = NAME + ".sha256";

  private static final int MOST_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private ManifestFile() {}

  static byte[] text(Manifest manifest) throws JsonProcessingException {
    return (JSON.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] digestText(byte[] manifest) {
    return (Sha256.of(manifest) + "  " + NAME + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the manifest of a whole backup that this program can restore.
   *
   * @throws BackupException when there is none, it is damaged, or it is from a newer program
   * @throws IOException when it cannot be read
   */
  static Manifest read(Path directory) throws IOException {
    byte[] text = bytes(directory, NAME);
    byte[] digest = bytes(directory, DIGEST_NAME);
    if (!new String(digest, StandardCharsets.US_ASCII)
        .equals(new String(digestText(text), StandardCharsets.US_ASCII))) {
      throw new BackupException(
          "%s is damaged: its SHA-256 is not the one in %s; take another copy of the backup"
              .formatted(directory.resolve(NAME), DIGEST_NAME));
    }
    try {
      JsonNode json = JSON.readTree(text);
      int format = json.path("format").asInt();
      String program = json.path("productVersion").asText("a newer version");
      if (format > Manifest.FORMAT) {
        throw newer(directory, "format " + format, Manifest.FORMAT, program);
      }
      Manifest manifest = JSON.treeToValue(json, Manifest.class);
      if (manifest.schemaVersion() > SchemaVersion.EXPECTED) {
        throw newer(
            directory,
            "schema version " + manifest.schemaVersion(),
            SchemaVersion.EXPECTED,
            program);
      }
      for (Manifest.Table table : manifest.tables()) {
        if (!ProductTables.NAMES.contains(table.name())) {
          throw new BackupException(
              "%s: there is no table '%s' of the product"
                  .formatted(directory.resolve(NAME), table.name()));
        }
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new BackupException(
          "%s is no manifest of a backup: %s"
              .formatted(directory.resolve(NAME), e.getOriginalMessage()),
          e);
    }
  }

  private static byte[] bytes(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new BackupException(file + " is too large to be part of a backup");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BackupException(
          "%s is no whole backup: it has no %s; name the directory that hearthwatch backup made"
              .formatted(directory, name),
          e);
    } catch (AccessDeniedException e) {
      throw Denied.reading(file, e);
    }
  }

  private static BackupException newer(Path directory, String has, int known, String program) {
    return new BackupException(
        "%s has %s, this program knows only %d: restore it with Hearthwatch %s or newer"
            .formatted(directory, has, known, program));
  }
}
