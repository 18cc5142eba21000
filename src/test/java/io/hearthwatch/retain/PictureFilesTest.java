package io.hearthwatch.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {
  private final List<String> problems = new ArrayList<>();

  @TempDir private Path temporary;

  /** Asks the visitor itself, as root may read every folder. */
  @Test
  void onlyAnUnreadableFolderOfACameraIsAProblem() throws IOException {
    Path root = temporary.toRealPath();
    FileVisitor<Path> visitor =
        new PictureFiles(root, problems::add).visitor((uri, bytes, modified) -> {});
    Path serversOwn = root.resolve("lost+found");
    Path camera = root.resolve("porch");

    assertThat(visitor.visitFileFailed(serversOwn, new AccessDeniedException("" + serversOwn)))
        .isEqualTo(FileVisitResult.CONTINUE);
    visitor.visitFileFailed(camera.resolve("gone.jpg"), new NoSuchFileException("gone.jpg"));
    assertThat(problems).isEmpty();
    visitor.visitFileFailed(camera, new AccessDeniedException("" + camera));
    visitor.visitFileFailed(root, new AccessDeniedException("" + root));

    assertThat(problems)
        .hasSize(2)
        .first()
        .asString()
        .startsWith(camera + " cannot be looked at, and stays");
  }

  @Test
  void foldersThatAreNoCamerasAreNotLookedThrough() throws IOException {
    for (String folder : List.of("porch", "lost+found", ".trash", "@eaDir")) {
      Files.createDirectories(temporary.resolve(folder));
      Files.writeString(temporary.resolve(folder).resolve("a.jpg"), "picture");
    }
    List<String> found = new ArrayList<>();

    new PictureFiles(temporary, problems::add).find((uri, bytes, modified) -> found.add(uri));

    assertThat(found)
        .containsExactly(temporary.toRealPath().resolve("porch/a.jpg").toUri().toString());
    assertThat(problems).isEmpty();
  }
}
