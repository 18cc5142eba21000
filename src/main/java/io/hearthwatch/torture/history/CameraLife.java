package io.hearthwatch.torture.history;

import static io.hearthwatch.torture.history.Reference.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/**
 * Lives one camera's windows: mostly honest frames, and among them everything that may happen to
 * one. What a kind of camera does beside that is in {@link CameraDeeds}.
 */
final class CameraLife {
  static final long WINDOW = 90_000;

  /** One frame in so many is not plain. */
  private static final int RARITY = 110;

  /** A file that is slow appears within the job's patience, and clear of its end. */
  private static final int SLOW_MILLIS = 800;

  private static final int SLOWER_MILLIS = 1_700;

  private final CameraStory story;
  private final CameraKind kind;
  private final HistorySettings settings;
  private final CameraDeeds deeds;
  private final Random random;

  /** How much further event time is than the history's. */
  private long aheadMillis;

  private long latestMicros;

  CameraLife(CameraStory story, CameraKind kind, HistorySettings settings, JobRules rules) {
    this.story = story;
    this.kind = kind;
    this.settings = settings;
    this.random = story.random;
    this.deeds = new CameraDeeds(story, settings, rules);
  }

  /** The camera's whole story. */
  void live() {
    for (int window = 0; window < settings.windows(); window++) {
      if (kind == CameraKind.OFFLINE && window == settings.windows() / 3) {
        uploadAnHour(window * WINDOW);
      }
      liveWindow(window);
    }
    long end = settings.windows() * WINDOW;
    if (kind == CameraKind.HOSTILE) {
      deeds.foreignCenturies(end);
    }
    farewell();
  }

  private void liveWindow(int window) {
    Activity activity = Activity.any(random);
    long interval = kind == CameraKind.SPARSE ? 60_000 : settings.interval().toMillis();
    for (long at = 0; at < WINDOW; at += interval) {
      long now = window * WINDOW + at;
      List<CodedBox> boxes = activity.boxes((double) at / WINDOW, at == 0, random);
      long captured = note(story.captured(now + aheadMillis + step(window, at) + shake(interval)));
      long arrival = now + 300 + random.nextInt(300);
      if (!special(arrival, captured, boxes, window)) {
        moment(arrival, captured, boxes);
      }
    }
  }

  private long shake(long interval) {
    return random.nextInt((int) Math.min(interval / 4, 500));
  }

  /** What a clock that steps is wrong by. */
  private long step(int window, long at) {
    if (kind != CameraKind.STEPPING) {
      return 0;
    }
    return switch (window % 7) {
      case 2 -> at > WINDOW / 2 ? -1_200_000 : 0;
      case 4 -> at / 2000 % 2 == 0 ? 40_000 : 0;
      case 5 -> at > WINDOW / 3 && at < WINDOW / 3 + 6_000 ? 250_000 : 0;
      default -> 0;
    };
  }

  private long note(long captured) {
    latestMicros = Math.max(latestMicros, captured);
    return captured;
  }

  private boolean special(long at, long captured, List<CodedBox> boxes, int window) {
    if (window < 1 || random.nextInt(4) > 0) {
      return false;
    }
    return switch (kind) {
      case HOSTILE -> {
        switch (random.nextInt(8)) {
          case 0 -> deeds.stranger(at, captured, story.picture(boxes));
          case 1 -> deeds.forged(at, captured, story.picture(boxes));
          default -> deeds.hostile(at, captured);
        }
        yield true;
      }
      case BROKEN -> {
        deeds.broken(at, captured, boxes);
        yield true;
      }
      case SHIFTING -> {
        deeds.replaced(at, captured, note(captured + 700_000), boxes);
        yield true;
      }
      case TARDY -> {
        story.frame(at + 5_000 + random.nextInt(300_000), captured, story.picture(boxes), "tardy");
        yield true;
      }
      default -> false;
    };
  }

  /** One frame, plain or with what may happen to any. */
  private void moment(long at, long captured, List<CodedBox> boxes) {
    FileContent picture = story.picture(boxes);
    switch (random.nextInt(RARITY)) {
      case 0 -> twice(at, captured, picture);
      case 1 -> otherwiseSpelled(at, captured, picture);
      case 2 -> story.frame(at + 2_500 + random.nextInt(6_000), captured, picture, "overtaken");
      case 3 -> story.frame(at + 11_000 + random.nextInt(50_000), captured, picture, "delayed");
      case 4 -> story.frame(at + 80_000 + random.nextInt(40_000), captured, picture, "revising");
      case 5 -> story.frame(at + 225_000 + random.nextInt(90_000), captured, picture, "too late");
      case 6 -> withoutFile(at, captured);
      case 7 -> slow(at, captured, picture);
      case 8 -> claiming(at, captured, picture);
      case 9, 10 -> mended(at, captured, picture);
      default -> story.frame(at, captured, picture, "plain");
    }
  }

  private void twice(long at, long captured, FileContent picture) {
    CameraStory.Frame frame = story.frame(at, captured, picture, "sent twice");
    long again = random.nextBoolean() ? 0 : random.nextInt(300_000);
    story.publish(at + again, story.reference(frame), "the same bytes again");
  }

  private void otherwiseSpelled(long at, long captured, FileContent picture) {
    CameraStory.Frame frame = story.frame(at, captured, picture, "sent again in other words");
    String path = settings.framesRoot() + "/./" + frame.path().replace("/", "//");
    List<String> spellings =
        List.of(
            "file:" + path,
            "FILE://localhost" + path,
            "file://" + settings.framesRoot() + "/x/../" + frame.path(),
            "file://" + settings.framesRoot() + "/" + frame.path().replace(".png", "%2Epng"));
    String uri = spellings.get(random.nextInt(spellings.size()));
    String elsewhere =
        Reference.instant(captured).atOffset(ZoneOffset.ofHours(random.nextInt(10))).toString();
    story.publish(
        at + random.nextInt(20_000),
        Reference.of(story.camera(), uri, captured)
            .with("captured_at", text(elsewhere))
            .with("note", "\"\\ud83d\\udc08 {\\u0000}\"")
            .with("sha256", "null"),
        "the same frame in other words");
  }

  private void withoutFile(long at, long captured) {
    story.publish(
        at,
        Reference.of(story.camera(), story.uri(story.newPath()), captured),
        "its file never comes");
  }

  private void slow(long at, long captured, FileContent picture) {
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    story.publish(at, story.reference(frame), "its file comes later");
    int delay = SLOW_MILLIS + random.nextInt(SLOWER_MILLIS - SLOW_MILLIS);
    story.put(at, frame.path(), picture, Duration.ofMillis(delay));
  }

  /** Soon, or when its window has long been closed; but while the history goes on. */
  private void mended(long at, long captured, FileContent picture) {
    long mendedAt = at + 40_000 + random.nextInt(400_000);
    if (mendedAt < settings.windows() * WINDOW) {
      deeds.mended(at, captured, mendedAt, picture);
    } else {
      withoutFile(at, captured);
    }
  }

  private void claiming(long at, long captured, FileContent picture) {
    CameraStory.Frame frame = new CameraStory.Frame(captured, story.newPath());
    story.put(at, frame.path(), picture);
    story.publish(
        at,
        story
            .reference(frame)
            .with("sha256", text(picture.sha256().toUpperCase(java.util.Locale.ROOT)))
            .with("width", Integer.toString(picture.width()))
            .with("height", Integer.toString(picture.height())),
        "says rightly what its file is");
  }

  /** An hour of pictures, taken off-line, all at once and in order. */
  private void uploadAnHour(long at) {
    long hour = Duration.ofHours(1).toMillis();
    Activity activity = Activity.STAYING;
    int sent = 0;
    for (long offline = 0; offline < hour; offline += 15_000) {
      if (offline % WINDOW == 0) {
        activity = Activity.any(random);
      }
      double progress = (double) (offline % WINDOW) / WINDOW;
      FileContent picture = story.picture(activity.boxes(progress, offline % WINDOW == 0, random));
      story.frame(at + sent++, note(story.captured(at + offline)), picture, "off-line");
    }
    aheadMillis = hour;
  }

  /** Last frames that close every window before them, with the lateness over and to spare. */
  private void farewell() {
    long at = story.acts().stream().mapToLong(Act::atMillis).max().orElse(0) + 1_000;
    long captured = latestMicros + 480_000_000;
    story.frame(at, captured, story.picture(Activity.CAT.boxes(0, true, random)), "farewell");
    story.frame(at + 1, captured - 400_000_000, story.picture(List.of()), "after the farewell");
    story.publish(
        at + 2, story.key(), "bye".getBytes(StandardCharsets.UTF_8), "the camera's last record");
  }
}
