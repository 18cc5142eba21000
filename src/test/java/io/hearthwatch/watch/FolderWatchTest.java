package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir Path temporary;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> problems = new TreeMap<>();
  private final Map<String, String> folderOfCamera = new TreeMap<>();
  private final CameraOwners owners =
      new CameraOwners() {
        @Override
        public Optional<String> folderOf(String cameraId) {
          return Optional.ofNullable(folderOfCamera.get(cameraId));
        }

        @Override
        public void belongs(String cameraId, String folder) {
          assertThat(folderOfCamera.put(cameraId, folder)).isNotEqualTo(folder);
        }
      };
  private Path root;
  private FolderWatch watch;
  private long now;

  @BeforeEach
  void open() throws IOException {
    root = temporary.toRealPath();
    watch =
        new FolderWatch(
            root, Duration.ofSeconds(2), ZoneOffset.UTC, taken::contains, owners, problems::put);
  }

  @Test
  void filesInAllFoldersOfACameraAreItsOwn() throws Exception {
    write("porch/1.jpg");
    write("porch/2026/11/20/080000.jpg");
    write("Back Door/2026-11-20/08/clip.mp4");

    assertThat(pass(0)).isEmpty();
    assertThat(watch.waiting()).isEqualTo(3);
    assertThat(watch.cameras()).isEqualTo(2);
    assertThat(pass(2))
        .extracting(SettledFile::cameraId, file -> root.relativize(file.path()).toString())
        .containsExactlyInAnyOrder(
            tuple("porch", "porch/1.jpg"),
            tuple("porch", "porch/2026/11/20/080000.jpg"),
            tuple("Back-Door", "Back Door/2026-11-20/08/clip.mp4"));
    assertThat(watch.waiting()).isZero();
    assertThat(pass(2)).as("known").isEmpty();
  }

  @Test
  void aCameraAppearsAndGoesWithItsFolder() throws Exception {
    pass(0);
    assertThat(watch.cameras()).isZero();
    write("porch/1.jpg");
    pass(1);
    assertThat(pass(2)).hasSize(1);
    Files.delete(root.resolve("porch/1.jpg"));
    Files.delete(root.resolve("porch"));
    pass(1);
    assertThat(watch.cameras()).isZero();
  }

  @Test
  void aGrowingFileWaits() throws Exception {
    write("porch/1.jpg");
    pass(0);
    Files.writeString(root.resolve("porch/1.jpg"), "more and more");
    assertThat(pass(3)).isEmpty();
    assertThat(pass(1)).isEmpty();
    assertThat(pass(1)).hasSize(1);
  }

  /** As on a network file system whose client remembers sizes for longer than the settle time. */
  @Test
  void aFileThatOnlySeemsToStandStillWaits() throws Exception {
    Path growing = write("porch/1.jpg");
    write("porch/2.jpg");
    FileTime modified = Files.getLastModifiedTime(growing);
    List<Path> opened = new ArrayList<>();
    watch =
        new FolderWatch(
            root,
            Duration.ofSeconds(2),
            ZoneOffset.UTC,
            taken::contains,
            owners,
            problems::put,
            file -> {
              opened.add(file);
              if (file.equals(growing) && opened.size() < 3) {
                Files.writeString(growing, "not empty, and more comes");
                Files.setLastModifiedTime(growing, modified);
              }
              return Look.opened(file);
            });
    pass(0);
    pass(1);
    assertThat(opened).as("before they may be complete").isEmpty();

    assertThat(pass(1)).extracting(SettledFile::path).containsExactly(root.resolve("porch/2.jpg"));
    assertThat(pass(1)).isEmpty();
    assertThat(pass(1))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.path()).isEqualTo(growing);
              assertThat(file.look().size()).isEqualTo(Files.size(growing));
            });
    assertThat(opened).hasSize(3);
  }

  @Test
  void aFileThatCannotBeReadHoldsUpNoOther() throws Exception {
    Path bad = write("porch/1.jpg");
    write("porch/2.jpg");
    Set<Path> broken = new HashSet<>(Set.of(bad));
    watch =
        new FolderWatch(
            root,
            Duration.ofSeconds(2),
            ZoneOffset.UTC,
            taken::contains,
            owners,
            problems::put,
            file -> {
              if (broken.contains(file)) {
                throw new FileSystemException(file.toString(), null, "Stale file handle");
              }
              return Look.opened(file);
            });
    pass(0);

    assertThat(pass(2)).hasSize(1);
    assertThat(pass(60)).isEmpty();
    assertThat(watch.waiting()).isEqualTo(1);
    assertThat(problems)
        .containsOnlyKeys(bad.toString())
        .allSatisfy((file, p) -> assertThat(p).contains("Stale file handle", "permissions"));
    broken.clear();
    assertThat(pass(1)).extracting(SettledFile::path).containsExactly(bad);
  }

  @Test
  void whatTheTakerThrowsIsNoProblemOfAFile() throws Exception {
    write("porch/1.jpg");
    pass(0);
    IOException full = new IOException("the journal cannot be written");

    assertThatThrownBy(
            () ->
                watch.pass(
                    9 * SECOND,
                    files -> {
                      throw full;
                    }))
        .isSameAs(full);
    assertThat(problems).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeListedIsAProblemUntilItCan() throws Exception {
    Path file = write("porch/1.jpg");
    pass(0);
    Path away = root.resolveSibling(root.getFileName() + "-away");
    Files.move(root, away);
    Files.writeString(root, "no folder any more");
    try {
      assertThat(pass(2)).isEmpty();
      assertThat(problems.get(root.toString())).contains("cannot be read (it is not a folder)");
      Files.delete(root);
      assertThat(pass(2)).isEmpty();
      assertThat(problems.get(root.toString())).contains("is gone");
    } finally {
      Files.deleteIfExists(root);
      Files.move(away, root);
    }
    assertThat(pass(2)).extracting(SettledFile::path).containsExactly(file);
  }

  @Test
  void renamedIntoPlaceIsThereAtOnce() throws Exception {
    write("porch/1.jpg.part");
    write("porch/.2.jpg.x7Gh");
    pass(0);
    Files.move(root.resolve("porch/1.jpg.part"), root.resolve("porch/1.jpg"));
    Files.move(root.resolve("porch/.2.jpg.x7Gh"), root.resolve("porch/2.jpg"));

    assertThat(pass(1)).hasSize(2);
  }

  @Test
  void orderIsByCaptureThenNatural() throws Exception {
    write("porch/x10.jpg", "2026-11-20T08:00:00Z");
    write("porch/x9.jpg", "2026-11-20T08:00:00Z");
    write("porch/20261120_075959.jpg", "2026-11-20T09:00:00Z");
    write("porch/z.jpg", "2026-11-20T07:00:00Z");
    pass(0);

    assertThat(pass(2))
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("z.jpg", "20261120_075959.jpg", "x9.jpg", "x10.jpg");
  }

  @Test
  void whatIsNoPictureIsLeftAlone() throws Exception {
    for (String other :
        List.of("a.txt", ".hidden.jpg", "b.jpg~", "c.jpg.tmp", "jpg", "@eaDir/1.jpg", ".x/2.jpg")) {
      write("porch/" + other);
    }
    write(".recycle/1.jpg");
    write("#recycle/1.jpg");
    Files.createFile(root.resolve("porch/empty.jpg"));
    pass(0);

    assertThat(pass(9)).isEmpty();
    assertThat(watch.cameras()).isEqualTo(1);
    assertThat(watch.waiting()).as("the empty one").isEqualTo(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void twoFoldersOfOneIdAreNamedAndTheFirstStaysTheCamera() throws Exception {
    write("front door/1.jpg");
    pass(0);
    write("front+door/2.jpg");
    write("+++/3.jpg");

    assertThat(pass(3)).extracting(SettledFile::cameraId).containsExactly("front-door");
    assertThat(pass(3)).isEmpty();
    assertThat(problems.values())
        .anySatisfy(p -> assertThat(p).contains("'front door'", "'front+door'", "front-door"))
        .anySatisfy(p -> assertThat(p).contains("'+++'"));
  }

  /** Also when the other folder's name comes first, or the disk was away meanwhile. */
  @Test
  void anIdStaysWithItsFolderOverARestart() throws Exception {
    write("front+door/1.jpg");
    pass(0);
    write("front door/2.jpg");
    Files.move(root.resolve("front+door"), root.resolve(".away"));
    Files.move(root.resolve("front door"), root.resolve(".too"));
    open();
    pass(1);
    Files.move(root.resolve(".away"), root.resolve("front+door"));
    Files.move(root.resolve(".too"), root.resolve("front door"));
    open();
    pass(1);

    assertThat(pass(2))
        .extracting(SettledFile::path)
        .containsExactly(root.resolve("front+door/1.jpg"));
    assertThat(problems.get(root + "/front door")).contains("rename 'front door'");

    Files.move(root.resolve("front+door"), root.resolve("garden"));
    pass(1);
    assertThat(pass(2))
        .extracting(SettledFile::cameraId)
        .as("its folder has gone")
        .contains("front-door", "garden");
    assertThat(folderOfCamera).containsEntry("front-door", "front door");
  }

  @Test
  void ofFoldersThatAppearTogetherTheOneThatIsCalledSoHasTheId() throws Exception {
    write("front door/1.jpg");
    write("front-door/2.jpg");
    write("a+b/3.jpg");
    write("a b/4.jpg");
    pass(0);

    assertThat(pass(2))
        .extracting(SettledFile::path)
        .containsExactly(root.resolve("a b/4.jpg"), root.resolve("front-door/2.jpg"));
    assertThat(problems).containsOnlyKeys(root + "/front door", root + "/a+b");
  }

  @Test
  void linksAndStrayFilesAreSaid() throws Exception {
    write("porch/1.jpg");
    write("stray.jpg");
    Files.createSymbolicLink(root.resolve("porch/2.jpg"), root.resolve("porch/1.jpg"));
    Files.createSymbolicLink(root.resolve("porch/loop"), root);
    Files.createSymbolicLink(root.resolve("second"), root.resolve("porch"));
    pass(0);

    assertThat(pass(2)).hasSize(1);
    assertThat(problems)
        .hasSize(4)
        .containsKeys(
            root + "/porch/2.jpg", root + "/porch/loop", root + "/second", root.toString());
  }

  /**
   * Files come and go at random; quiet folders are not listed, and nothing is missed or doubled.
   */
  @Test
  void nothingIsMissedInFoldersThatRestInBetween() throws Exception {
    Random random = new Random(7);
    Set<String> written = new HashSet<>();
    List<String> found = new ArrayList<>();
    for (int round = 0; round < 300; round++) {
      if (random.nextInt(3) == 0) {
        String file = "c%d/d%d/%d.jpg".formatted(random.nextInt(3), random.nextInt(3), round);
        write(file);
        written.add(file);
      }
      pass(random.nextInt(3)).forEach(file -> found.add(root.relativize(file.path()).toString()));
    }
    for (int i = 0; i < 3; i++) {
      pass(2).forEach(file -> found.add(root.relativize(file.path()).toString()));
    }

    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
    assertThat(problems).isEmpty();
  }

  @Test
  void namesMakeTheUrisThatJavaMakes() throws Exception {
    StringBuilder ascii = new StringBuilder();
    for (char c = ' '; c < 127; c++) {
      ascii.append(c == '/' ? '_' : c);
    }
    Path file = write("porch/a b/" + ascii + ".jpg");
    pass(0);

    assertThat(pass(2))
        .singleElement()
        .satisfies(f -> assertThat(f.uri()).isEqualTo(file.toUri().toString()));
  }

  private List<SettledFile> pass(long seconds) throws Exception {
    now += seconds * SECOND;
    List<SettledFile> files = new ArrayList<>();
    watch.pass(now, files::addAll);
    files.forEach(file -> assertThat(taken.add(file.uri())).isTrue());
    return files;
  }

  private Path write(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "not empty");
  }

  private void write(String file, String modified) throws IOException {
    Files.setLastModifiedTime(write(file), FileTime.from(Instant.parse(modified)));
  }
}
