package io.hearthwatch.publish;

import io.hearthwatch.publish.JournalLine.Acknowledged;
import io.hearthwatch.publish.JournalLine.End;
import io.hearthwatch.publish.JournalLine.Frame;
import io.hearthwatch.publish.JournalLine.Header;
import io.hearthwatch.publish.JournalLine.Known;
import io.hearthwatch.publish.JournalLine.Owner;
import io.hearthwatch.publish.JournalLine.ReadUpTo;
import io.hearthwatch.publish.JournalLine.Video;
import io.hearthwatch.watch.CameraOwners;
import io.hearthwatch.watch.Disk;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The durable list of what was published: a file of {@link JournalLine}s, appended to and synced to
 * disk, and written anew without what is gone from the cameras' folders when it has grown enough.
 *
 * <p>It is written after the broker has acknowledged, so a crash can leave acknowledged frames out
 * of it, never the other way. Which those are is learnt from the topic: they lie behind {@link
 * #nextOffsets}. Hence nothing is lost with a torn line, a damaged one, or the whole file, as long
 * as the topic holds the records.
 *
 * <p>Writes ordinary streams: an interrupt must not close the file, as it does with channels. Not
 * safe to share between threads.
 */
public final class Journal implements CameraOwners, AutoCloseable {
  private static final long LEAST_TO_COMPACT = 100_000;

  private final Path file;
  private final Header header;
  private final long leastToCompact;
  private JournalContents contents;
  private FileOutputStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private Journal(Path file, Header header, long leastToCompact) {
    this.file = file;
    this.header = header;
    this.leastToCompact = leastToCompact;
  }

  /**
   * Opens the journal of a topic, creating it if there is none.
   *
   * @param topicId tells a topic from one of the same name that was created later
   * @throws IOException if it cannot be read or written, or is about another topic; says which file
   */
  public static Journal open(Path file, String topic, String topicId) throws IOException {
    return open(file, new Header(topic, topicId), LEAST_TO_COMPACT);
  }

  static Journal open(Path file, Header header, long leastToCompact) throws IOException {
    Journal journal = new Journal(file, header, leastToCompact);
    if (!Files.exists(file)) {
      journal.replaceBy(file.resolveSibling(file.getFileName() + ".new"), uri -> true);
    }
    journal.contents = new JournalContents();
    long end = journal.contents.read(file, header);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(end);
    }
    journal.out = new FileOutputStream(file.toFile(), true);
    return journal;
  }

  /** Whether the frame or the video of this URI was published. */
  public boolean contains(String uri) {
    return contents.contains(uri);
  }

  /** By partition, the first offset that may hold something that is not in the journal. */
  public Map<Integer, Long> nextOffsets() {
    return contents.nextOffsets();
  }

  /** By camera, the latest capture time published. */
  public Map<String, Instant> latestCaptures() {
    return Map.copyOf(contents.latestCaptures());
  }

  @Override
  public Optional<String> folderOf(String cameraId) {
    return Optional.ofNullable(contents.owners().get(cameraId));
  }

  /** As the interface says; durable after {@link #sync}. */
  @Override
  public void belongs(String cameraId, String folder) {
    append(new Owner(cameraId, folder));
  }

  /** Whether the last publisher ended in peace, having heard of everything that it sent. */
  public boolean endedCleanly() {
    return contents.ended();
  }

  /** Lines that cannot be read; the topic tells what they said. */
  public long damagedLines() {
    return contents.damagedLines();
  }

  /** Notes that the broker has a frame; durable after {@link #sync}. */
  public void acknowledged(
      String cameraId, Instant capturedAt, String uri, int partition, long offset) {
    append(new Acknowledged(partition, offset, new Frame(cameraId, capturedAt, uri)));
  }

  /** Notes that a frame was published at some time; durable after {@link #sync}. */
  public void known(String cameraId, Instant capturedAt, String uri) {
    append(new Known(new Frame(cameraId, capturedAt, uri)));
  }

  /** Notes that all frames of a video are published; durable after {@link #sync}. */
  public void videoDone(String uri, long frames) {
    append(new Video(uri, frames));
  }

  /**
   * Notes that all frames before these offsets are in the journal: the topic was read.
   *
   * @param ends by partition
   */
  public void readUpTo(Map<Integer, Long> ends) throws IOException {
    contents.repaired(ends);
    ends.forEach((partition, end) -> append(new ReadUpTo(partition, end)));
    sync();
  }

  /** Notes that nothing is under way; to be the last before {@link #close}. */
  public void ended() throws IOException {
    append(new End());
    sync();
  }

  /** Has what comes written to another file; for tests of what a disk can do. */
  void writeTo(Path other) throws IOException {
    out.close();
    out = new FileOutputStream(other.toFile(), true);
  }

  private void append(JournalLine line) {
    pending.writeBytes(line.bytes());
    contents.add(line);
  }

  /**
   * Puts everything noted so far on disk.
   *
   * @throws IOException if it cannot, as when the disk is full; says which file
   */
  public void sync() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    try {
      pending.writeTo(out);
      out.getFD().sync();
    } catch (IOException e) {
      throw new IOException(
          ("the journal %s cannot be written (%s): make room and start again; what was published"
                  + " but not noted is read back from the topic then")
              .formatted(file, e.getMessage()),
          e);
    }
    pending.reset();
  }

  /** Whether as much was appended since the last compaction as was kept by it, and enough. */
  public boolean worthCompacting() {
    long appended = contents.acknowledgements();
    return appended >= Math.max(leastToCompact, contents.lines() - appended);
  }

  /**
   * Writes the journal anew, with the lines worth keeping. Whatever happens on the way, the old or
   * the new one is there.
   *
   * @param keep whether a URI can still be come across
   */
  public void compact(Predicate<String> keep) throws IOException {
    sync();
    out.close();
    replaceBy(file.resolveSibling(file.getFileName() + ".new"), keep);
    contents = new JournalContents();
    contents.read(file, header);
    out = new FileOutputStream(file.toFile(), true);
  }

  private void replaceBy(Path successor, Predicate<String> keep) throws IOException {
    try (FileOutputStream stream = new FileOutputStream(successor.toFile());
        OutputStream buffer = new BufferedOutputStream(stream, 1 << 16)) {
      buffer.write(header.bytes());
      if (contents != null) {
        copyTo(buffer, keep);
      }
      buffer.flush();
      stream.getFD().sync();
    }
    Files.move(successor, file, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(file.getParent());
  }

  private void copyTo(OutputStream successor, Predicate<String> keep) throws IOException {
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16)) {
      JournalContents.Line line = JournalContents.Line.next(in);
      while (line.complete()) {
        Optional<JournalLine> kept =
            JournalLine.parse(line.bytes()).flatMap(read -> kept(read, keep));
        if (kept.isPresent()) {
          successor.write(kept.get().bytes());
        }
        line = JournalContents.Line.next(in);
      }
      for (Map.Entry<Integer, Long> next : contents.nextOffsets().entrySet()) {
        successor.write(new ReadUpTo(next.getKey(), next.getValue()).bytes());
      }
      for (Map.Entry<String, String> owner : contents.owners().entrySet()) {
        successor.write(new Owner(owner.getKey(), owner.getValue()).bytes());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<JournalLine> kept(JournalLine line, Predicate<String> keep) {
    if (line instanceof Acknowledged acknowledged) {
      return kept(new Known(acknowledged.frame()), keep);
    }
    boolean stays =
        (line instanceof Known known && keep.test(known.frame().uri()))
            || (line instanceof Video video && keep.test(video.uri()));
    return stays ? Optional.of(line) : Optional.empty();
  }

  /** Closes the file, without noting an end. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
