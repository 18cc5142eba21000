package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.ingest.FrameReferenceParser;
import io.hearthwatch.ingest.IngestSettings;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Videos;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class FolderPublisherITCase {
  private final KafkaServer kafka = KafkaServer.shared();
  private final List<String> problems = new ArrayList<>();

  @TempDir Path temporary;

  private Path root;
  private String topic;

  @BeforeEach
  void directories(TestInfo test) throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("cameras"));
    topic = "folder-" + test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void referencesAreWhatTheJobReadsInTheCamerasOrder() throws Exception {
    kafka.createFramesTopic(topic, 2);
    write("Back Door/2026/11/20/080002.jpg");
    write("Back Door/2026/11/20/080001.jpg");
    write("porch/20261120_070000.jpg");

    assertThat(publishOnce().published()).isEqualTo(3);
    write("Back Door/2026/11/20/075959.jpg");
    assertThat(publishOnce().published()).as("a late one").isEqualTo(1);
    assertThat(publishOnce().published()).as("all known").isZero();

    assertThat(references())
        .filteredOn(reference -> reference.cameraId().equals("Back-Door"))
        .extracting(reference -> time(reference))
        .containsExactly(
            Instant.parse("2026-11-20T08:00:01Z"),
            Instant.parse("2026-11-20T08:00:02Z"),
            Instant.parse("2026-11-20T07:59:59Z"));
    assertThat(references())
        .extracting(FrameReference::uri)
        .contains(root.resolve("Back Door/2026/11/20/080001.jpg").toUri().toString());
  }

  /** A crash leaves any number of acknowledged frames out of the journal. */
  @Test
  void whatTheJournalLostIsReadBackFromTheTopic() throws Exception {
    kafka.createFramesTopic(topic, 3);
    for (int i = 0; i < 60; i++) {
      write("camera-%d/%d.jpg".formatted(i % 4, i));
    }
    publishOnce();
    Path journal = state().resolve("journal");
    byte[] whole = Files.readAllBytes(journal);
    int header = new String(whole, StandardCharsets.US_ASCII).indexOf('\n') + 1;
    Random random = new Random(11);
    for (int crash = 0; crash < 4; crash++) {
      int length = header + random.nextInt(whole.length - header);
      Files.write(journal, Arrays.copyOf(whole, length));
      write("camera-0/after-%d.jpg".formatted(crash));

      PublishProgress progress = publishOnce();

      assertThat(progress.published()).as("cut at %d", length).isEqualTo(1);
      assertThat(references()).hasSize(61 + crash);
    }
  }

  @Test
  void aLostStateDirectoryDoublesNothing() throws Exception {
    kafka.createFramesTopic(topic, 2);
    write("porch/1.jpg");
    publishOnce();
    Files.delete(state().resolve("journal"));
    write("porch/2.jpg");

    PublishProgress progress = publishOnce();

    assertThat(progress.known()).isEqualTo(1);
    assertThat(progress.published()).isEqualTo(1);
    assertThat(references()).extracting(FrameReference::uri).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aCameraStaysWithItsFolderAlsoWithoutTheJournal() throws Exception {
    kafka.createFramesTopic(topic, 1);
    write("front+door/1.jpg");
    publishOnce();
    for (int start = 0; start < 2; start++) {
      // Comes first by name.
      write("front door/%d-other.jpg".formatted(start));
      write("front+door/%d-own.jpg".formatted(start));

      assertThat(publishOnce().published()).isEqualTo(1);
      assertThat(problems).singleElement().asString().contains("rename 'front door'");
      Files.delete(state().resolve("journal"));
    }
    assertThat(references())
        .extracting(FrameReference::uri)
        .allSatisfy(uri -> assertThat(uri).contains("front+door"))
        .hasSize(3);
  }

  /** A damaged journal is compacted once the topic was read, whatever others put there. */
  @Test
  void foreignRecordsInTheTopicDoNoHarm() throws Exception {
    kafka.createFramesTopic(topic, 1);
    write("porch/1.jpg");
    publishOnce();
    String own = root.toUri().toString();
    foreign("front door", own + "1.jpg", "2026-11-20T08:00:00Z");
    foreign("two\nlines", own + "1.jpg", "2026-11-20T08:00:00Z");
    foreign("porch", own + "not%00a%00file.jpg", "2026-11-20T08:00:00Z");
    foreign("porch", own + "late.jpg", "+999999999-12-31T23:59:59Z");
    for (int start = 0; start < 2; start++) {
      Path journal = state().resolve("journal");
      String lines = Files.readString(journal);
      Files.writeString(journal, lines + "damaged\n");
      write("porch/after-%d.jpg".formatted(start));

      assertThat(publishOnce().published()).isEqualTo(1);
      assertThat(problems).singleElement().asString().startsWith("1 lines of the journal");
    }
    assertThat(publishOnce().published()).isZero();
    assertThat(problems).as("nothing foreign in the journal").isEmpty();
  }

  @Test
  void aVideoIsItsFrames() throws Exception {
    assumeTrue(Videos.areThere(), "there is no ffmpeg on this machine");
    kafka.createFramesTopic(topic, 1);
    Path video = Videos.write(root.resolve("porch/20261120_080000.mp4"), 3);
    Path unnamed = Videos.write(root.resolve("porch/clip.avi"), 1);
    Files.setLastModifiedTime(unnamed, FileTime.from(Instant.parse("2026-11-20T09:00:00Z")));
    write("porch/20261120_080000.jpg");
    write("porch/broken.mov");

    PublishProgress progress = publishOnce();

    assertThat(problems).singleElement().asString().contains("broken.mov", "ffmpeg");
    assertThat(progress.published()).isEqualTo(1 + 6 + 2);
    List<FrameReference> frames =
        references().stream().filter(reference -> reference.uri().contains("/frames/")).toList();
    assertThat(frames)
        .extracting(FolderPublisherITCase::time)
        .containsSubsequence(
            Instant.parse("2026-11-20T08:00:00Z"),
            Instant.parse("2026-11-20T08:00:00.5Z"),
            Instant.parse("2026-11-20T08:00:02.5Z"))
        .containsSubsequence(
            Instant.parse("2026-11-20T08:59:59Z"), Instant.parse("2026-11-20T08:59:59.5Z"));
    assertThat(frames)
        .allSatisfy(frame -> assertThat(Path.of(URI.create(frame.uri()))).isRegularFile());
    assertThat(video).exists();

    // A crash in the middle of a video: half its frames are in the topic, the journal is gone.
    Files.delete(state().resolve("journal"));
    assertThat(publishOnce().published()).isZero();
    assertThat(publishOnce().published()).as("and the video is known").isZero();
  }

  @Test
  void topicsThatDoNotFitAreRefused() {
    assertThatThrownBy(this::publishOnce)
        .hasMessageContaining(topic + " does not exist")
        .hasMessageContaining("message.timestamp.type=LogAppendTime");
    kafka.createTopic(topic, 1);
    assertThatThrownBy(this::publishOnce)
        .hasMessageContaining("message.timestamp.type=CreateTime, not LogAppendTime")
        .hasMessageContaining("compression.type=producer, not zstd")
        .hasMessageContaining("kafka-configs.sh --alter");
  }

  @Test
  void oneDirectoryServesOnePublisher() throws Exception {
    kafka.createFramesTopic(topic, 1);
    try (FolderPublisher publisher = FolderPublisher.open(settings(), this::note)) {
      assertThatThrownBy(() -> FolderPublisher.open(settings(), this::note))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another publisher uses " + state());
      assertThat(publisher.progress().published()).isZero();
    }
  }

  private PublishProgress publishOnce() throws Exception {
    problems.clear();
    FolderPublisher publisher = FolderPublisher.open(settings(), this::note);
    try (publisher) {
      publisher.publishOnce();
    }
    return publisher.progress();
  }

  private void note(String subject, String message) {
    problems.add(message);
  }

  private PublishSettings settings() {
    return new PublishSettings(
        root,
        state(),
        state().resolve("frames"),
        Duration.ofMillis(1),
        ZoneOffset.UTC,
        2,
        Duration.ZERO,
        kafka.bootstrapServers(),
        Map.of(),
        topic);
  }

  private Path state() {
    return root.resolveSibling("state");
  }

  private List<FrameReference> references() {
    FrameReferenceParser parser =
        new FrameReferenceParser(
            new IngestSettings(List.of(root.getParent().toUri().toString()), false, 65_536));
    return kafka.consumeAll(topic).stream()
        .map(
            record -> {
              try {
                return parser.parse(
                    record.key().getBytes(StandardCharsets.US_ASCII), record.value());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private void foreign(String key, String uri, String capturedAt) {
    String json =
        "{\"camera_id\":\"porch\",\"uri\":\"%s\",\"captured_at\":\"%s\"}"
            .formatted(uri, capturedAt);
    kafka.produce(topic, key, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant time(FrameReference reference) {
    return Instant.EPOCH.plus(reference.capturedAtMicros(), ChronoUnit.MICROS);
  }

  private void write(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "not a picture, but not empty");
  }
}
