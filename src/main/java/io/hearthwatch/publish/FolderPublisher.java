package io.hearthwatch.publish;

import io.hearthwatch.watch.FileKind;
import io.hearthwatch.watch.FolderWatch;
import io.hearthwatch.watch.Look;
import io.hearthwatch.watch.Problems;
import io.hearthwatch.watch.SettledFile;
import io.hearthwatch.watch.VideoFrames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes what cameras upload into folders: every complete file once, whenever this process or
 * the broker goes away and comes back.
 *
 * <p>Works on the thread that calls {@link #publishOnce} or {@link #watch}; {@link #stop} and
 * {@link #progress} may be called from any.
 */
public final class FolderPublisher implements AutoCloseable {
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(500);
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

  /** Looking takes at most a fifth of the time, however large the directory is. */
  private static final int REST = 4;

  /** Problems that are not told twice; beyond, one that stays may be told again. */
  private static final int MOST_REMEMBERED = 10_000;

  /** Frames between two syncs of the journal, at most. */
  private static final int NOTE_EVERY = 500;

  private final StateDirectory state;
  private final Journal journal;
  private final AcknowledgedFrames acknowledged;
  private final FramePublisher publisher;
  private final FolderWatch folders;
  private final VideoQueue videos;
  private final PublishSettings settings;
  private final Path root;
  private final Problems problems;
  private final Set<String> reported = new HashSet<>();
  private final AtomicLong problemCount = new AtomicLong();
  private final long found;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Thread worker;
  private volatile int videosAtWork;
  private volatile long quietSinceNanos = System.nanoTime();
  private long acknowledgedBefore;

  /**
   * Takes the state directory, checks the topic, and learns what was published before.
   *
   * @param listener told of each problem once; from the working thread
   * @throws IllegalStateException if the topic is missing or has wrong settings; says which
   * @throws IOException if directories, journal or lock cannot be used
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or refuses
   */
  public static FolderPublisher open(PublishSettings settings, Problems listener)
      throws IOException, InterruptedException {
    StateDirectory state = StateDirectory.take(settings.state());
    try {
      return new FolderPublisher(settings, state, listener);
    } catch (IOException | InterruptedException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private FolderPublisher(PublishSettings settings, StateDirectory state, Problems listener)
      throws IOException, InterruptedException {
    this.settings = settings;
    this.state = state;
    this.root = settings.root().toRealPath();
    this.problems =
        (subject, message) -> {
          if (reported.size() == MOST_REMEMBERED) {
            reported.clear();
          }
          if (reported.add(subject)) {
            problemCount.incrementAndGet();
            listener.report(subject, message);
          }
        };
    Files.createDirectories(settings.frames());
    Path frames = settings.frames().toRealPath();
    if (frames.startsWith(root) || state.resolve("journal").startsWith(root)) {
      throw new IOException(
          "state and frames directory must lie outside the watched one, %s".formatted(root));
    }
    this.journal = Journal.open(state.resolve("journal"), settings.topic(), topicId());
    this.found = catchUp(frames);
    this.acknowledged = new AcknowledgedFrames(journal);
    this.folders =
        new FolderWatch(root, settings.settle(), settings.zone(), this::isKnown, problems);
    journal.latestCaptures().forEach(folders::noteCapture);
    this.videos = new VideoQueue(root, new VideoFrames(frames, settings.videoFps()), problems);
    this.publisher =
        FramePublisher.patient(
            settings.bootstrapServers(), settings.properties(), settings.topic(), acknowledged);
  }

  private String topicId() {
    Map<String, Object> config = new HashMap<>(settings.properties());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      return Topics.check(admin, Topics.frames(settings.topic(), 1));
    }
  }

  private long catchUp(Path frames) throws IOException, InterruptedException {
    if (!journal.endedCleanly()) {
      // The killed one's last requests may still be on their way to the broker.
      TimeUnit.NANOSECONDS.sleep(settings.afterCrash().toNanos());
    }
    boolean damaged = journal.damagedLines() > 0;
    if (damaged) {
      problems.report(
          "journal",
          "%d lines of the journal in %s are damaged: what they said is read back from the topic"
              .formatted(journal.damagedLines(), settings.state()));
    }
    ReadBack readBack =
        new ReadBack(
            settings.bootstrapServers(),
            settings.properties(),
            settings.topic(),
            List.of(root.toUri().toString(), frames.toUri().toString()));
    long count = readBack.into(journal);
    if (damaged || journal.worthCompacting()) {
      journal.compact(stillThere());
    }
    return count;
  }

  private boolean isKnown(String uri) {
    return acknowledged.isKnown(uri);
  }

  /**
   * Publishes all that is complete now, and returns when the broker has acknowledged and the
   * journal holds it.
   *
   * @throws IOException if a reference could not be published, or the journal not be written
   */
  public void publishOnce() throws IOException, InterruptedException {
    run(true);
  }

  /**
   * Publishes what is complete and becomes complete, until {@link #stop}.
   *
   * @throws IOException if a reference could not be published, or the journal not be written
   */
  public void watch() throws IOException, InterruptedException {
    run(false);
  }

  private void run(boolean once) throws IOException, InterruptedException {
    synchronized (stopped) {
      worker = Thread.currentThread();
    }
    long deadline = System.nanoTime() + settings.settle().toNanos() + intervalNanos();
    try {
      while (!isStopped()) {
        long begun = System.nanoTime();
        look(begun);
        boolean settled = begun - deadline >= 0 || folders.waiting() == 0;
        if (once && settled && videos.size() == 0 && drained()) {
          return;
        }
        rest(begun);
      }
    } catch (InterruptedException | InterruptException e) {
      if (!isStopped()) {
        throw e;
      }
    } finally {
      synchronized (stopped) {
        // From here on nobody interrupts: what follows has to be written down.
        worker = null;
        if (isStopped()) {
          Thread.interrupted();
        }
      }
    }
  }

  private void look(long nowNanos) throws IOException, InterruptedException {
    try {
      folders.pass(nowNanos, this::publish);
    } catch (NoSuchFileException e) {
      problems.report(root.toString(), "%s is gone: waits until it is back".formatted(root));
    }
    VideoQueue.Extracted video;
    while ((video = videos.poll()) != null) {
      publish(video);
    }
    videosAtWork = videos.size();
    acknowledged.note();
    if (journal.worthCompacting()) {
      journal.compact(stillThere());
    }
  }

  private void publish(List<SettledFile> files) throws IOException, InterruptedException {
    int sent = 0;
    for (SettledFile file : files) {
      if (isStopped()) {
        return;
      }
      if (!isReadable(file)) {
        continue;
      }
      if (file.kind() == FileKind.VIDEO) {
        videos.add(file);
      } else {
        acknowledged.send(file.uri());
        publisher.publish(file.cameraId(), file.uri(), file.capturedAt());
        if (++sent % NOTE_EVERY == 0) {
          acknowledged.note();
        }
      }
    }
  }

  /** Whether the file is there as it was found; one that is not is looked at again. */
  private boolean isReadable(SettledFile file) throws IOException {
    try {
      if (!Look.at(file.path()).sameContent(file.look())) {
        return false;
      }
    } catch (NoSuchFileException e) {
      problems.report(
          file.path().toString(), "%s vanished before it was published".formatted(file.path()));
      return false;
    }
    if (!Files.isReadable(file.path())) {
      problems.report(
          file.path().toString(),
          "%s cannot be read: check its permissions; it is published once it can"
              .formatted(file.path()));
      return false;
    }
    return true;
  }

  private void publish(VideoQueue.Extracted video) throws IOException, InterruptedException {
    Map<String, Integer> unpublished = new HashMap<>();
    Set<String> uris = new LinkedHashSet<>();
    for (int i = 0; i < video.pictures().size(); i++) {
      String uri = video.pictures().get(i).toUri().toString();
      if (!isKnown(uri)) {
        uris.add(uri);
        unpublished.put(uri, i);
      }
    }
    acknowledged.sendVideo(video.video().uri(), uris, video.pictures().size());
    for (String uri : uris) {
      acknowledged.send(uri);
      publisher.publish(video.video().cameraId(), uri, video.times().get(unpublished.get(uri)));
    }
  }

  private boolean drained() throws IOException, InterruptedException {
    while (!isStopped()) {
      acknowledged.note();
      if (acknowledged.isIdle()) {
        return true;
      }
      publisher.throwFailure();
      stopped.await(20, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private void rest(long begunNanos) throws IOException, InterruptedException {
    long took = System.nanoTime() - begunNanos;
    // A pass may have waited for the broker, and is no measure of the disk then.
    long longest = Math.max(LONGEST_REST.toNanos(), settings.settle().toNanos());
    long until = System.nanoTime() + Math.max(intervalNanos(), Math.min(longest, REST * took));
    // Answers are noted as they come in: what is not noted has to be read back after a crash.
    while (System.nanoTime() - until < 0 && !isStopped()) {
      stopped.await(50, TimeUnit.MILLISECONDS);
      acknowledged.note();
      publisher.throwFailure();
    }
  }

  /** Between two looks; no longer than a file has to stand still. */
  private long intervalNanos() {
    return Math.min(
        LONGEST_INTERVAL.toNanos(),
        Math.max(SHORTEST_INTERVAL.toNanos(), settings.settle().toNanos()));
  }

  /**
   * Which URIs can still be come across: those of files that are there. Where a camera's folder is
   * missing or empty, nothing is called gone, because its disk may only not be mounted.
   */
  private Predicate<String> stillThere() {
    Map<Path, Boolean> present = new HashMap<>();
    return uri -> {
      Path file = Path.of(URI.create(uri));
      // A folder that cannot be read now does not tell that its files are gone.
      if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS) || !file.startsWith(root)) {
        return true;
      }
      Path camera = root.resolve(root.relativize(file).getName(0));
      return !present.computeIfAbsent(camera, FolderPublisher::holdsSomething);
    };
  }

  private static boolean holdsSomething(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    } catch (IOException notThere) {
      return false;
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Ends {@link #watch} or {@link #publishOnce} soon, also while they wait for the broker. */
  public void stop() {
    synchronized (stopped) {
      stopped.countDown();
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  /** How far it has come. */
  public PublishProgress progress() {
    long published = publisher.acknowledged();
    int underWay = publisher.underWay();
    synchronized (this) {
      if (underWay == 0 || published != acknowledgedBefore) {
        acknowledgedBefore = published;
        quietSinceNanos = System.nanoTime();
      }
    }
    return new PublishProgress(
        published,
        found,
        folders.cameras(),
        folders.waiting() + videosAtWork,
        underWay,
        Duration.ofNanos(System.nanoTime() - quietSinceNanos),
        problemCount.get());
  }

  /**
   * Ends ffmpeg, waits a while for the broker's last answers, notes them, and gives back the
   * directory. What was not answered is read back by the next one.
   */
  @Override
  public void close() throws IOException, InterruptedException {
    try (state;
        journal;
        videos) {
      boolean allAnswered = publisher.closeWithin(LAST_ANSWERS);
      acknowledged.note();
      if (allAnswered) {
        journal.ended();
      }
    }
  }
}
