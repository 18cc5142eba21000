package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hearthwatch.watch.CameraFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraFoldersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path temporary;

  @Test
  void everyFolderIsACameraAndFramesAreMergedInTimeOrder() throws Exception {
    picture("home/porch/1.jpg");
    picture("home/porch/3.jpg");
    picture("home/garage/2.PNG");
    picture("home/garage/10.jpeg");

    CameraFolders.Story story = read("home", fps(1, null));

    assertThat(story.frames())
        .containsExactly(
            frame("porch", "home/porch/1.jpg", "2026-11-20T11:59:51Z"),
            frame("garage", "home/garage/2.PNG", "2026-11-20T11:59:52Z"),
            frame("porch", "home/porch/3.jpg", "2026-11-20T11:59:53Z"),
            frame("garage", "home/garage/10.jpeg", "2026-11-20T12:00:00Z"));
    assertThat(story.notes()).isEmpty();
    assertThat(story.root()).isEqualTo(temporary.resolve("home").toRealPath());
  }

  @Test
  void aFlatFolderIsOneCamera() throws Exception {
    picture("Back Door/a.jpg");

    CameraFolders.Story story = read("Back Door", fps(2, null));

    assertThat(story.frames()).containsExactly(frame("Back-Door", "Back Door/a.jpg", NOW));
    assertThat(story.notes()).containsExactly("folder 'Back Door' is camera Back-Door");
  }

  @Test
  void frameNumbersCountFromTheStart() throws Exception {
    picture("flat/002940.jpg");
    picture("flat/002955.jpg");

    CameraFolders.Story story = read("flat", fps(30, Instant.parse("2026-11-20T08:00:00Z")));

    assertThat(story.frames())
        .extracting(CameraFrame::capturedAt)
        .containsExactly(
            Instant.parse("2026-11-20T08:01:38Z"), Instant.parse("2026-11-20T08:01:38.5Z"));
  }

  @Test
  void otherNamesCountByTheirPlaceInNaturalOrder() throws Exception {
    picture("flat/frame10.jpg");
    picture("flat/frame9.jpg");
    picture("flat/frame100.jpg");

    CameraFolders.Story story = read("flat", fps(3, Instant.parse("2026-11-20T08:00:00Z")));

    assertThat(story.frames())
        .containsExactly(
            frame("flat", "flat/frame9.jpg", "2026-11-20T08:00:00Z"),
            frame("flat", "flat/frame10.jpg", "2026-11-20T08:00:00.333333Z"),
            frame("flat", "flat/frame100.jpg", "2026-11-20T08:00:00.666667Z"));
  }

  @Test
  void namesTooLongForFrameNumbersCountByPlace() throws Exception {
    picture("flat/20261120080001.jpg");
    picture("flat/20261120080002.jpg");

    assertThat(read("flat", fps(1, null)).frames().get(0).capturedAt())
        .isEqualTo(NOW.minusSeconds(1));
  }

  @Test
  void timesInNamesAreKeptWhenTheJobTakesThem() throws Exception {
    picture("cam/20261120_080001.jpg");
    picture("cam/2026-11-20T08-00-01.250Z.jpg");

    CameraFolders.Story story = read("cam", recorded(ZoneId.of("Europe/Berlin"), null));

    assertThat(story.frames())
        .containsExactly(
            frame("cam", "cam/20261120_080001.jpg", "2026-11-20T07:00:01Z"),
            frame("cam", "cam/2026-11-20T08-00-01.250Z.jpg", "2026-11-20T08:00:01.250Z"));
    assertThat(story.notes()).isEmpty();
  }

  @Test
  void oldTimesMoveTogetherSoThatTheStoryEndsNow() throws Exception {
    picture("home/a/20190101_000000.jpg");
    picture("home/b/20190101_000130.jpg");

    CameraFolders.Story story = read("home", recorded(ZoneOffset.UTC, null));

    assertThat(story.frames())
        .containsExactly(
            frame("a", "home/a/20190101_000000.jpg", NOW.minusSeconds(90)),
            frame("b", "home/b/20190101_000130.jpg", NOW));
    assertThat(story.notes())
        .singleElement()
        .asString()
        .contains(
            "2019-01-01T00:00:00Z to 2019-01-01T00:01:30Z were moved", "2026-11-20T12:00:00Z");
  }

  @Test
  void timesInTheFutureMoveToo() throws Exception {
    picture("cam/20261120_130000.jpg");

    assertThat(read("cam", recorded(ZoneOffset.UTC, null)).frames())
        .extracting(CameraFrame::capturedAt)
        .containsExactly(NOW);
  }

  @Test
  void aGivenStartIsObeyedAndItsConsequencesAreSaid() throws Exception {
    picture("cam/20261120_080000.jpg");
    picture("cam/20261120_080010.jpg");

    CameraFolders.Story old =
        read("cam", recorded(ZoneOffset.UTC, Instant.parse("2026-11-13T11:59:55Z")));
    CameraFolders.Story ahead =
        read("cam", recorded(ZoneOffset.UTC, Instant.parse("2026-11-20T11:59:55Z")));

    assertThat(old.frames().get(0).capturedAt()).isEqualTo("2026-11-13T11:59:55Z");
    assertThat(old.notes()).anySatisfy(n -> assertThat(n).contains("1 of 2", "clock_behind"));
    assertThat(ahead.notes()).anySatisfy(n -> assertThat(n).contains("1 of 2", "clock_ahead"));
  }

  @Test
  void withoutTimesInNamesModificationTimesServe() throws Exception {
    picture("cam/b.jpg", "2026-11-20T09:00:00.123456789Z");
    picture("cam/a.jpg", "2026-11-20T09:00:01Z");

    CameraFolders.Story story = read("cam", recorded(ZoneOffset.UTC, null));

    assertThat(story.frames())
        .containsExactly(
            frame("cam", "cam/b.jpg", "2026-11-20T09:00:00.123456Z"),
            frame("cam", "cam/a.jpg", "2026-11-20T09:00:01Z"));
    assertThat(story.notes()).singleElement().asString().contains("modification times");
  }

  @Test
  void camerasWithoutTimesInNamesAreOneNote() throws Exception {
    picture("home/a/1.jpg", "2026-11-20T09:00:00Z");
    picture("home/a/2.jpg", "2026-11-20T09:00:01.500Z");
    picture("home/b/1.jpg", "2026-11-20T09:00:00Z");
    picture("home/b/2.jpg", "2026-11-20T09:01:30Z");
    picture("home/c/1.jpg", "2026-11-20T09:00:00Z");
    picture("home/c/2.jpg", "2026-11-20T09:00:10Z");

    assertThat(read("home", recorded(ZoneOffset.UTC, null)).notes())
        .containsExactly(
            "3 cameras have no times in their file names, so the files' modification times are used;"
                + " they span 1.5 s (a) to 90.0 s (b): if that is not when the pictures were taken,"
                + " say how many a second by --fps");
  }

  @Test
  void modificationTimesOfOneCopyAreNoTimes() throws Exception {
    picture("cam/a.jpg", "2026-11-20T09:00:00Z");
    picture("cam/b.jpg", "2026-11-20T09:00:00Z");

    assertUnusable("cam", recorded(ZoneOffset.UTC, null), "same moment", "by --fps");
  }

  @Test
  void namesWithAndWithoutTimesDoNotMix() throws Exception {
    picture("home/cam/20261120_080000.jpg");
    picture("home/cam/snapshot.jpg");
    picture("home/dog/20261120_080000.jpg");

    assertUnusable(
        "home",
        recorded(ZoneOffset.UTC, null),
        "camera cam",
        "20261120_080000.jpg",
        "snapshot.jpg");
  }

  @Test
  void foldersOfOneIdAreNamedBoth() throws Exception {
    picture("home/front door/1.jpg");
    picture("home/front+door/1.jpg");
    picture("home/+++/1.jpg");

    assertUnusable("home", fps(1, null), "'front door'", "'front+door'", "front-door", "+++");
  }

  @Test
  void whatIsLeftOutIsSaid() throws Exception {
    picture("home/cam/1.jpg");
    Files.createFile(temporary.resolve("home/cam/2.jpg"));
    picture("home/cam/notes.txt");
    picture("home/cam/.DS_Store");
    picture("home/cam/older/1.jpg");
    picture("home/readme.md");
    Files.createDirectories(temporary.resolve("home/nothing"));

    CameraFolders.Story story = read("home", fps(1, null));

    assertThat(story.frames()).hasSize(1);
    assertThat(story.notes())
        .containsExactlyInAnyOrder(
            "left out: 1 folder inside cam, the first being older: cameras are one level deep",
            "left out: 2 files in cam that are no .jpg, .jpeg, .png or .webp",
            "left out: 1 picture of no bytes in cam",
            "folder nothing holds no pictures and was left out",
            "left out: 1 file in home that is no .jpg, .jpeg, .png or .webp");
  }

  @Test
  void picturesBesideCameraFoldersAreRefused() throws Exception {
    picture("home/1.jpg");
    picture("home/cam/1.jpg");

    assertUnusable("home", fps(1, null), "1 picture lies beside the camera folder cam");
  }

  @Test
  void nothingToReadIsSaid() throws Exception {
    Files.createDirectories(temporary.resolve("home/cam"));
    picture("file");

    assertUnusable("home", fps(1, null), "no pictures");
    assertUnusable("missing", fps(1, null), "does not exist");
    assertUnusable("file", fps(1, null), "not a directory");
  }

  @Test
  void symbolicLinksInsideAreRefusedAndOneToTheDirectoryIsFollowed() throws Exception {
    picture("home/cam/1.jpg");
    Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("home"));
    assertThat(read("link", fps(1, null)).frames().get(0).picture())
        .isEqualTo(temporary.toRealPath().resolve("home/cam/1.jpg"));

    Files.createSymbolicLink(
        temporary.resolve("home/cam/2.jpg"), temporary.resolve("home/cam/1.jpg"));
    Files.createSymbolicLink(temporary.resolve("home/two"), temporary.resolve("home/cam"));
    assertUnusable("home", fps(1, null), "cam/2.jpg is a symbolic link", "home/two is a symbolic");
  }

  @Test
  void unreadableFoldersAreNamed() throws Exception {
    picture("home/cam/1.jpg");
    Path folder = temporary.resolve("home/cam");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(folder)).as("root reads everything").isFalse();
      assertUnusable("home", fps(1, null), "cannot be read");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void odderPathsMakeCorrectUris() throws Exception {
    CameraFrame frame = new CameraFrame("a", Path.of("/tmp/a b/100%#?.jpg"), NOW);

    assertThat(frame.uri()).isEqualTo("file:///tmp/a%20b/100%25%23%3F.jpg");
    assertThat(Path.of(URI.create(frame.uri()))).isEqualTo(frame.picture());
  }

  @Test
  void pathsBeyondAsciiMakeCorrectUris() {
    Path path;
    try {
      path = Path.of("/tmp/Küche/1.jpg");
    } catch (InvalidPathException e) {
      assumeThat(e).as("this JVM's locale has no ü in file names").isNull();
      return;
    }

    assertThat(new CameraFrame("a", path, NOW).uri()).isEqualTo("file:///tmp/K%C3%BCche/1.jpg");
  }

  @Test
  void impossibleRatesAreRefused() {
    for (double fps : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1_001}) {
      assertThatThrownBy(() -> fps(fps, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fps");
    }
  }

  private CameraFolders.Story read(String directory, CameraFolders.Options options)
      throws IOException {
    return CameraFolders.read(temporary.resolve(directory), options);
  }

  private void assertUnusable(
      String directory, CameraFolders.Options options, String... partsOfMessage) {
    assertThatThrownBy(() -> read(directory, options))
        .isInstanceOf(UnusableFoldersException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(List.of(partsOfMessage)));
  }

  private static CameraFolders.Options fps(double fps, Instant start) {
    return new CameraFolders.Options(fps, ZoneOffset.UTC, start, NOW, WEEK);
  }

  private static CameraFolders.Options recorded(ZoneId zone, Instant start) {
    return new CameraFolders.Options(null, zone, start, NOW, WEEK);
  }

  private CameraFrame frame(String camera, String path, String time) throws IOException {
    return frame(camera, path, Instant.parse(time));
  }

  private CameraFrame frame(String camera, String path, Instant time) throws IOException {
    return new CameraFrame(camera, temporary.toRealPath().resolve(path), time);
  }

  private void picture(String path) throws IOException {
    Path file = temporary.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not empty");
  }

  private void picture(String path, String modified) throws IOException {
    picture(path);
    Files.setLastModifiedTime(temporary.resolve(path), FileTime.from(Instant.parse(modified)));
  }
}
