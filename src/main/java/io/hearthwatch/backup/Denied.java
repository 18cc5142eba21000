package io.hearthwatch.backup;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** What to say where the system does not let this user read or write. */
final class Denied {
  private Denied() {}

  /** A file or directory of a backup that cannot be read. */
  static BackupException reading(Path path, AccessDeniedException refusal) {
    return new BackupException(
        "--from: %s cannot be read by user %s%s: run restore as the user that made the backup, or give this one the right"
            .formatted(path, user(), why(refusal)));
  }

  /** A directory in which a backup cannot be made. */
  static BackupException writing(Path directory, AccessDeniedException refusal) {
    return new BackupException(
        "--out: user %s may not make a directory in %s%s: name another, or give it the right"
            .formatted(user(), directory, why(refusal)));
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static String why(AccessDeniedException refusal) {
    return refusal.getReason() == null ? "" : " (%s)".formatted(refusal.getReason());
  }
}
