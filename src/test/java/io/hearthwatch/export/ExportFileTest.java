package io.hearthwatch.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {
  private static final byte[] TWO_ROWS = bytes("id,text\n1,\"a\nb\"\n2,c\n");

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void anEarlierExport() throws IOException {
    file = Files.writeString(directory.resolve("events.csv"), "before");
  }

  @Test
  void aWholeFileReplacesTheOneBefore() throws Exception {
    assertThat(ExportFile.write(file, RowFormat.CSV, stream -> put(stream, TWO_ROWS, 2)))
        .isEqualTo(2);

    assertThat(file).hasBinaryContent(TWO_ROWS);
    assertNothingElseIsThere();
  }

  @Test
  void rowsThatAreNotReadBackLeaveTheOneBefore() throws IOException {
    assertThatThrownBy(
            () -> ExportFile.write(file, RowFormat.CSV, stream -> put(stream, TWO_ROWS, 3)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 rows were written, but 2 are read back");

    assertThat(file).hasContent("before");
    assertNothingElseIsThere();
  }

  @Test
  void aCutOrDamagedFrameLeavesTheOneBefore() throws IOException {
    byte[] frame = Zstd.compress(bytes("{\"a\":1}\n".repeat(1000)));
    byte[] cut = Arrays.copyOf(frame, frame.length - 3);

    assertThatThrownBy(
            () -> ExportFile.write(file, RowFormat.NDJSON_ZST, stream -> put(stream, cut, 1000)))
        .isInstanceOf(IOException.class);

    assertThat(file).hasContent("before");
    assertNothingElseIsThere();
  }

  @Test
  void aFailureOnTheWayLeavesTheOneBefore() throws IOException {
    assertThatThrownBy(
            () ->
                ExportFile.write(
                    file,
                    RowFormat.CSV,
                    stream -> {
                      stream.write(TWO_ROWS);
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");

    assertThat(file).hasContent("before");
    assertNothingElseIsThere();
  }

  @Test
  void aPlaceThatCannotHoldAFileIsNamed() {
    assertThatThrownBy(() -> ExportFile.write(directory, RowFormat.CSV, stream -> 0))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("is a directory; name a file in it");
    assertThatThrownBy(
            () -> ExportFile.write(directory.resolve("no/file"), RowFormat.CSV, stream -> 0))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("there is no directory " + directory.resolve("no"));
  }

  private void assertNothingElseIsThere() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static long put(OutputStream stream, byte[] content, long rows) throws IOException {
    try (stream) {
      stream.write(content);
    }
    return rows;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
