package io.hearthwatch.torture.history;

import static io.hearthwatch.torture.history.Reference.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What only some cameras do. */
final class CameraDeeds {
  /** What a record is called whose picture the job is told to leave alone. */
  static final String TO_BE_SKIPPED = "to be skipped";

  /** Longer than the job waits for a file: it may have given up by then, or not have begun. */
  private static final Duration TOO_SLOW = Duration.ofSeconds(20);

  private final CameraStory story;
  private final HistorySettings settings;
  private final JobRules rules;
  private List<Malformed.Value> malformed = List.of();
  private int deeds;
  private int forgeries;

  CameraDeeds(CameraStory story, HistorySettings settings, JobRules rules) {
    this.story = story;
    this.settings = settings;
    this.rules = rules;
  }

  /** One record that is no reference, or under a key that is not its camera's. */
  void hostile(long at, long captured) {
    int deed = deeds++;
    Reference good = Reference.of(story.camera(), story.uri(story.newPath()), captured);
    if (malformed.isEmpty()) {
      malformed = Malformed.all(good, settings.framesRoot());
    }
    if (deed % 4 == 3) {
      byte[] foreign = foreignKey(deed / 4 % 5);
      story.publish(at, foreign, good.bytes(), "under another key");
      return;
    }
    Malformed.Value value = malformed.get((deed - deed / 4) % malformed.size());
    story.publish(at, story.key(), value.value(), value.kind());
  }

  /** A good frame of a camera that nobody has named to the job. */
  void stranger(long at, long captured, FileContent picture) {
    String stranger = story.camera() + "-" + story.random.nextInt(1_000_000);
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    story.put(at, frame.path(), picture);
    story.publish(
        at,
        stranger.getBytes(StandardCharsets.UTF_8),
        Reference.of(stranger, story.uri(frame.path()), captured).bytes(),
        "of a camera that is not known");
  }

  /** A record whose headers say that it was requeued, though nobody did. */
  void forged(long at, long captured, FileContent picture) {
    String partition = Integer.toString(DefaultPartition.of(story.key(), settings.partitions()));
    String of = Act.Publish.TOPIC + "/" + partition + "/0";
    String id = Repetition.FORGED + story.random.nextInt(1_000_000);
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    byte[] reference = story.reference(frame).bytes();
    story.put(at, frame.path(), picture);
    switch (forgeries++ % 5) {
      case 0 -> repeated(at, 1_000 + story.random.nextInt(20_000), reference, requeue(of, id));
      case 1 -> repeated(at, 240_000 + story.random.nextInt(80_000), reference, requeue(of, id));
      case 2 ->
          story.publish(at, story.key(), reference, requeue(of, id), "says that it was requeued");
      case 3 ->
          story.publish(
              at,
              story.key(),
              reference,
              requeue(Act.Publish.TOPIC + "/" + partition + "/999999999", id),
              "says that it repeats what is to come");
      default ->
          story.publish(
              at,
              story.key(),
              reference,
              requeue("frames-0-0", id),
              "says nothing that can be read");
    }
  }

  private void repeated(long at, int laterMillis, byte[] reference, Map<String, String> headers) {
    story.publish(at, story.key(), reference, "will be said to be requeued");
    story.publish(
        at + laterMillis,
        story.key(),
        reference,
        headers,
        "says that it repeats what did not fail");
  }

  private static Map<String, String> requeue(String of, String id) {
    return Map.of(Repetition.OF, of, Repetition.ID, id);
  }

  /** A frame whose file is missing or wrong until somebody mends it. */
  void mended(long at, long captured, long mendedAt, FileContent right) {
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    Reference reference = story.reference(frame);
    switch (story.random.nextInt(4)) {
      case 0 -> {
        byte[] half = Arrays.copyOf(right.bytes(), right.bytes().length / 2);
        story.put(at, frame.path(), FileContent.undecodable(half, right.scene().edge()));
      }
      case 1 -> {
        story.put(at, frame.path(), story.picture(List.of()));
        reference = reference.with("sha256", text(right.sha256()));
      }
      case 2 ->
          story.put(at, frame.path(), FileContent.padded(right.scene(), rules.maxFileBytes() + 1));
      default -> {
        // It is not there.
      }
    }
    story.publish(at, reference, "its file is mended later");
    story.put(mendedAt, frame.path(), right);
  }

  private byte[] foreignKey(int which) {
    String camera = story.camera();
    return switch (which) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> (camera + "\0").getBytes(StandardCharsets.UTF_8);
      case 3 -> camera.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8);
      default ->
          CameraKind.of(story.random.nextInt(settings.cameras()))
              .id(8)
              .getBytes(StandardCharsets.UTF_8);
    };
  }

  /** All sorts that did not have their turn yet, and frames from other centuries. */
  void foreignCenturies(long at) {
    long captured = story.captured(at);
    Reference good = Reference.of(story.camera(), story.uri(story.newPath()), captured);
    List<Malformed.Value> all = Malformed.all(good, settings.framesRoot());
    for (int i = Math.min(deeds - deeds / 4, all.size()); i < all.size(); i++) {
      story.publish(at + i * 20L, story.key(), all.get(i).value(), all.get(i).kind());
    }
    for (String when :
        List.of("2150-06-01T12:00:00Z", "2003-01-01T00:00:00Z", "2199-12-31T23:59:59.999999Z")) {
      long far = Instant.parse(when).toEpochMilli() * 1000;
      story.publish(
          at + 3_000,
          Reference.of(story.camera(), story.uri(story.newPath()), far),
          "from another century");
    }
  }

  /** One picture that is broken, too large, or not what its reference says. */
  void broken(long at, long captured, List<CodedBox> boxes) {
    CodedScene scene = new CodedScene(boxes, 1, story.random.nextInt(256));
    List<FileContent> sorts = BrokenPictures.all(scene, rules.maxFileBytes());
    // The one to be skipped comes first: its offset must be known before anything is sent again.
    int sort = (deeds++ + sorts.size() + 4) % (sorts.size() + 5);
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    FileContent picture = sort < sorts.size() ? sorts.get(sort) : FileContent.of(scene);
    story.put(at, frame.path(), picture);
    Reference reference = story.reference(frame);
    switch (sort - sorts.size()) {
      case 0 ->
          story.publish(at, reference.with("sha256", text("0".repeat(64))), "another SHA-256");
      case 1 -> story.publish(at, reference.with("width", "63"), "another width");
      case 2 -> story.publish(at, reference.with("height", "65535"), "another height");
      case 3 ->
          story.publish(at, reference.with("uri", text(story.uri(story.camera()))), "a directory");
      case 4 ->
          story.publish(
              at,
              reference,
              at < Requeues.FIRST_MILLIS ? TO_BE_SKIPPED : "as one that was to be skipped");
      default -> story.publish(at, reference, "broken picture " + sort);
    }
  }

  /** A file that is replaced after its reference was published, and one that comes too slowly. */
  void replaced(long at, long captured, long later, List<CodedBox> boxes) {
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    FileContent first = story.picture(boxes);
    FileContent second = story.picture(Activity.CROWDED.boxes(0, true, story.random));
    int deed = deeds++;
    Reference reference = story.reference(frame);
    if (deed % 40 == 11) {
      story.publish(at, reference, "its file comes perhaps too late");
      story.put(at, frame.path(), first, TOO_SLOW);
      return;
    }
    story.put(at, frame.path(), first);
    story.publish(
        at,
        deed % 2 == 0 ? reference : reference.with("sha256", text(first.sha256())),
        "its file is replaced later");
    long then = at + 1_500 + story.random.nextInt(20_000);
    story.put(then, frame.path(), second);
    story.publish(
        then,
        story
            .reference(new CameraStory.Frame(later, frame.path()))
            .with("sha256", text(second.sha256())),
        "its file replaced another");
  }
}
