package io.hearthwatch.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that was named as a backup, and is none that can be read. */
class BackupDirectoryTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsNotThereIsNotCalledDamaged() {
    assertThatThrownBy(() -> BackupDirectory.open(folder.resolve("gone")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("--from: there is no directory " + folder.resolve("gone"))
        .hasMessageContaining("is its disk mounted?");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("backup.tar"));
    assertThatThrownBy(() -> BackupDirectory.open(file))
        .hasMessageContaining(file + " is no directory: name the one that");
  }

  @Test
  void anotherFolderIsSaidToHoldNoBackup() {
    assertThatThrownBy(() -> BackupDirectory.open(folder))
        .hasMessageContaining("it has no manifest.json; name the directory");
  }

  /** The superuser may read everything: there only the words are looked at. */
  @Test
  void whatThisUserMayNotReadIsNamedWithTheUser() throws IOException {
    String user = System.getProperty("user.name");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Assertions.assertThat(Denied.reading(closed, new AccessDeniedException(closed.toString())))
        .hasMessageContaining("--from: " + closed + " cannot be read by user " + user)
        .hasMessageContaining("run restore as the user that made the backup");
    Assertions.assertThat(Denied.writing(closed, new AccessDeniedException(closed.toString())))
        .hasMessageContaining("--out: user " + user + " may not make a directory in " + closed);

    assumeThat(user).isNotEqualTo("root");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assertThatThrownBy(() -> BackupDirectory.open(closed))
        .hasMessageContaining(" cannot be read by user " + user);
  }
}
