package io.hearthwatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log files of {@code local} turn over by size and by day, are compressed, and are bounded. */
class HomeLoggingTest {
  private static final int KEPT = 20;
  private static final Pattern LINE = Pattern.compile("line (\\d+) of day (\\d+) ");

  @TempDir private Path folder;

  @Test
  void byDayTheNewestTwentyStayAndEveryLineIsInOneOfThem() throws Exception {
    log(30, 3, "10 MB");

    assertThat(archives("hearthwatch")).hasSize(KEPT);
    assertThat(archives("postgres")).hasSize(KEPT);
    assertThat(lines())
        .as("the twenty days before the last, and the last")
        .containsExactlyElementsOf(expected(30 - KEPT - 1, 30, 3));
  }

  @Test
  void bySizeOneDayHasManyAndNoLineIsLost() throws Exception {
    log(1, 2_000, "100 KB");

    assertThat(archives("hearthwatch")).hasSizeBetween(8, KEPT);
    assertThat(archives("hearthwatch"))
        .allSatisfy(archive -> assertThat(Files.size(archive)).isLessThan(20_000));
    assertThat(lines()).containsExactlyElementsOf(expected(0, 1, 2_000));
  }

  @Test
  void moreThanTwentyOfOneDayLoseTheOldest() throws Exception {
    log(1, 8_000, "100 KB");

    assertThat(archives("hearthwatch")).hasSizeLessThanOrEqualTo(KEPT);
    List<String> lines = lines();
    assertThat(lines).endsWith("0 7999").doesNotHaveDuplicates().doesNotContain("0 0");
    assertThat(lines)
        .containsExactlyElementsOf(expected(0, 1, 8_000).subList(8_000 - lines.size(), 8_000));
  }

  private void log(int days, int linesADay, String size) throws Exception {
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.clock=" + HomeLoggingMain.Days.class.getName(),
                "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
                "-Dhearthwatch.log-size=" + size,
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                HomeLoggingMain.class.getName(),
                folder.resolve("logs").toString(),
                Integer.toString(days),
                Integer.toString(linesADay))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    assertThat(said).isEmptyFile();
  }

  private List<Path> archives(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name + "-.*\\.log\\.gz"))
          .sorted(Comparator.comparing(HomeLoggingTest::day).thenComparing(HomeLoggingTest::number))
          .toList();
    }
  }

  private static String day(Path archive) {
    return archive.getFileName().toString().replaceAll("^[a-z]+-(.{10})-.*", "$1");
  }

  private static int number(Path archive) {
    return Integer.parseInt(
        archive.getFileName().toString().replaceAll(".*-(\\d+)\\.log\\.gz", "$1"));
  }

  /** "DAY LINE" of all that was kept, the oldest first. */
  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path archive : archives("hearthwatch")) {
      try (InputStream packed = new GZIPInputStream(Files.newInputStream(archive))) {
        read(packed, lines);
      }
    }
    try (InputStream current = Files.newInputStream(folder.resolve("logs/hearthwatch.log"))) {
      read(current, lines);
    }
    return lines;
  }

  private static void read(InputStream text, List<String> lines) {
    new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))
        .lines()
        .forEach(
            line -> {
              Matcher matcher = LINE.matcher(line);
              if (!matcher.find()) {
                throw new UncheckedIOException(new IOException("not a whole line: " + line));
              }
              lines.add(matcher.group(2) + " " + matcher.group(1));
            });
  }

  private static List<String> expected(int firstDay, int days, int linesADay) {
    return IntStream.range(firstDay, days)
        .boxed()
        .flatMap(day -> IntStream.range(0, linesADay).mapToObj(line -> day + " " + line))
        .toList();
  }
}
