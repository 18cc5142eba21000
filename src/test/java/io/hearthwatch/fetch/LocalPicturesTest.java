package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hearthwatch.domain.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPicturesTest {
  @TempDir Path dir;
  private Path root;
  private LocalPictures pictures;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(dir.resolve("frames"));
    pictures = new LocalPictures(List.of(uri(root)), 100);
  }

  @Test
  void readsAFile() throws Exception {
    Path file = Files.write(root.resolve("a b.jpg"), new byte[100]);
    assertThat(pictures.read(uri(file))).hasSize(100);
  }

  @Test
  void whatIsNotThereMayComeYet() {
    FetchFailedException e = failure(root.resolve("no.jpg"));
    assertThat(e.reason()).isEqualTo(Reason.MISSING_FILE);
    assertThat(e.retryable()).isTrue();
    assertThat(failure(root.resolve("no/such/dir.jpg")).reason()).isEqualTo(Reason.MISSING_FILE);
  }

  @Test
  void aLinkInsideIsFollowedALinkOutsideIsForbidden() throws Exception {
    Path file = Files.write(root.resolve("1.jpg"), new byte[3]);
    Path secret = Files.write(dir.resolve("secret"), new byte[3]);
    Files.createSymbolicLink(root.resolve("in.jpg"), file);
    Files.createSymbolicLink(root.resolve("out.jpg"), secret);
    Files.createSymbolicLink(root.resolve("up"), dir);
    assertThat(pictures.read(uri(root.resolve("in.jpg")))).hasSize(3);
    assertThat(failure(root.resolve("out.jpg")).reason()).isEqualTo(Reason.FORBIDDEN_URI);
    assertThat(failure(root.resolve("up/secret")).reason()).isEqualTo(Reason.FORBIDDEN_URI);
  }

  @Test
  void aRootMayItselfBeALink() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), root);
    Files.write(root.resolve("1.jpg"), new byte[3]);
    assertThat(new LocalPictures(List.of(uri(link)), 100).read(uri(link.resolve("1.jpg"))))
        .hasSize(3);
  }

  @Test
  void loopsDirectoriesAndPipesAreUnreadable() throws Exception {
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    assertThat(failure(root.resolve("loop")).reason()).isEqualTo(Reason.UNREADABLE_FILE);
    Files.createDirectory(root.resolve("dir.jpg"));
    assertThat(failure(root.resolve("dir.jpg")).reason()).isEqualTo(Reason.UNREADABLE_FILE);
    new ProcessBuilder("mkfifo", root.resolve("pipe.jpg").toString()).start().waitFor();
    assertThat(failure(root.resolve("pipe.jpg")).reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(failure(root.resolve("x".repeat(300))).reason()).isEqualTo(Reason.UNREADABLE_FILE);
  }

  @Test
  void tooLargeIsNotRead() throws Exception {
    Path file = Files.write(root.resolve("1.jpg"), new byte[101]);
    FetchFailedException e = failure(file);
    assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE);
    assertThat(e.retryable()).isFalse();
  }

  private FetchFailedException failure(Path file) {
    return catchThrowableOfType(FetchFailedException.class, () -> pictures.read(uri(file)));
  }

  private static String uri(Path path) {
    String uri = path.toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
