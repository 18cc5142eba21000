package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What to say of a folder or a file that cannot be read now. */
public final class Unreadable {
  private Unreadable() {}

  /** Of a file. */
  public static String file(Path file, IOException reason) {
    return "%s cannot be read (%s): check its permissions and its disk; it is published once it can"
        .formatted(file, text(reason));
  }

  /** Of a folder. */
  static String folder(Path folder, IOException reason) {
    return "folder %s cannot be read (%s): check its permissions and its disk; it is tried again"
        .formatted(folder, text(reason));
  }

  private static String text(IOException reason) {
    if (reason instanceof AccessDeniedException) {
      return "access denied";
    }
    if (reason instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (reason instanceof NoSuchFileException) {
      return "it is gone";
    }
    if (reason instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }
}
