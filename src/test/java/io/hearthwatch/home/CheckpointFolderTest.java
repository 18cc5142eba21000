package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest readable checkpoint is found whatever a power failure did to newer ones. */
class CheckpointFolderTest {
  @TempDir Path root;
  private CheckpointFolder folder;

  @BeforeEach
  void open() {
    folder = new CheckpointFolder(root);
  }

  @Test
  void withoutAnyThereIsNothingToResumeFrom() throws Exception {
    assertThat(folder.newestReadable(any -> true).checkpoint()).isNull();
    assertThat(
            new CheckpointFolder(root.resolve("missing")).newestReadable(any -> true).unreadable())
        .isEmpty();
  }

  @Test
  void theNewestSealedOneCounts() throws Exception {
    complete(1, 9);
    Path newest = complete(1, 10);
    assertThat(folder.keep(1)).isPresent();
    assertThat(folder.newestReadable(any -> true).checkpoint()).isEqualTo(newest);
    assertThat(folder.newestReadable(path -> !path.equals(newest)).unreadable())
        .as("one that is not accepted")
        .containsExactly(newest);
  }

  @Test
  void aTruncatedABlankedAndAnIncompleteOneAreLeftForTheOneBefore() throws Exception {
    Path good = complete(1, 1);
    Path truncated = complete(1, 2);
    Path blanked = complete(1, 3);
    Path lacking = complete(1, 4);
    folder.keep(1);
    Path unsealed = complete(1, 5);
    Files.createDirectories(unsealed.resolveSibling("chk-6"));
    try (FileChannel channel =
        FileChannel.open(truncated.resolve("_metadata"), StandardOpenOption.WRITE)) {
      channel.truncate(3);
    }
    Files.write(blanked.resolve("state"), new byte[(int) Files.size(blanked.resolve("state"))]);
    Files.delete(lacking.resolve("state"));

    CheckpointFolder.Resume resume = folder.newestReadable(any -> true);
    assertThat(resume.checkpoint()).isEqualTo(good);
    assertThat(resume.unreadable()).containsExactly(unsealed, lacking, blanked, truncated);
  }

  @Test
  void aLaterRunIsNewerWhateverTheClockSays() throws Exception {
    complete(1, 70);
    folder.keep(1);
    Path later = complete(2, 1);
    folder.keep(2);
    for (String name : new String[] {"_metadata", "state"}) {
      Files.setLastModifiedTime(later.resolve(name), FileTime.from(Instant.EPOCH));
    }
    assertThat(folder.newestReadable(any -> true).checkpoint()).isEqualTo(later);
  }

  @Test
  void runsOfOneCheckpointEachDoNotPileUp() throws Exception {
    for (int run = 1; run <= 9; run++) {
      complete(run, run);
      folder.keep(run);
    }
    assertThat(folder.sealed())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("chk-9", "chk-8", "chk-7");
    assertThat(root.resolve("run-000006")).doesNotExist();
  }

  @Test
  void earlierRunsGoOnceThereAreEnoughAndSealsGoWithTheirCheckpoints() throws Exception {
    Path earlier = complete(1, 70);
    folder.keep(1);
    Path first = complete(2, 71);
    complete(2, 72);
    folder.keep(2);
    assertThat(earlier).as("two are not enough").exists();
    complete(2, 73);
    folder.keep(2);
    assertThat(root.resolve("run-000001")).doesNotExist();

    Files.delete(first.resolve("_metadata"));
    Files.delete(first.resolve("state"));
    Files.delete(first);
    folder.keep(2);
    assertThat(root.resolve("run-000002/seals")).isDirectoryNotContaining("glob:**chk-71");
    assertThat(root.resolve("run-000002/seals")).isDirectoryContaining("glob:**chk-73");
  }

  private Path complete(long run, long number) throws IOException {
    Path checkpoint = folder.begin(run).resolve("0f0f").resolve("chk-" + number);
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("state"), "state of " + number);
    Files.writeString(checkpoint.resolve("_metadata"), "metadata of " + number);
    return checkpoint;
  }
}
