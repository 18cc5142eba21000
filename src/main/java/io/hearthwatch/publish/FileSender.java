package io.hearthwatch.publish;

import io.hearthwatch.watch.FileKind;
import io.hearthwatch.watch.Look;
import io.hearthwatch.watch.Problems;
import io.hearthwatch.watch.SettledFile;
import io.hearthwatch.watch.Unreadable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends complete files on their way: pictures to the broker, videos to be taken apart, and a
 * video's pictures once that is done.
 *
 * <p>Not safe to share between threads.
 */
final class FileSender {
  /** Frames between two syncs of the journal, at most. */
  private static final int NOTE_EVERY = 500;

  private final AcknowledgedFrames acknowledged;
  private final FramePublisher publisher;
  private final VideoQueue videos;
  private final Problems problems;
  private final StopSignal stop;

  /**
   * @param stop after which nothing more is sent
   */
  FileSender(
      AcknowledgedFrames acknowledged,
      FramePublisher publisher,
      VideoQueue videos,
      Problems problems,
      StopSignal stop) {
    this.acknowledged = acknowledged;
    this.publisher = publisher;
    this.videos = videos;
    this.problems = problems;
    this.stop = stop;
  }

  /**
   * Sends one camera's files, in this order.
   *
   * @throws IOException if a reference could not be published, or the journal not be written
   */
  void send(List<SettledFile> files) throws IOException, InterruptedException {
    int sent = 0;
    for (SettledFile file : files) {
      if (stop.isGiven()) {
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

  /**
   * Sends the pictures of the videos that have been taken apart.
   *
   * @throws IOException if a reference could not be published
   */
  void sendExtracted() throws IOException, InterruptedException {
    VideoQueue.Extracted video;
    while ((video = videos.poll()) != null) {
      send(video);
    }
  }

  private void send(VideoQueue.Extracted video) throws IOException, InterruptedException {
    Map<String, Instant> unpublished = new LinkedHashMap<>();
    for (int i = 0; i < video.pictures().size(); i++) {
      String uri = video.pictures().get(i).toUri().toString();
      if (!acknowledged.isKnown(uri)) {
        unpublished.put(uri, video.times().get(i));
      }
    }
    acknowledged.sendVideo(video.video().uri(), unpublished.keySet(), video.pictures().size());
    for (Map.Entry<String, Instant> picture : unpublished.entrySet()) {
      acknowledged.send(picture.getKey());
      publisher.publish(video.video().cameraId(), picture.getKey(), picture.getValue());
    }
  }

  /** Whether the file is there as it was found; one that is not is looked at again. */
  private boolean isReadable(SettledFile file) {
    Path path = file.path();
    try {
      if (!Look.at(path).sameContent(file.look())) {
        return false;
      }
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(path.toString());
      }
      return true;
    } catch (NoSuchFileException e) {
      problems.report(path.toString(), "%s vanished before it was published".formatted(path));
    } catch (IOException e) {
      problems.report(path.toString(), Unreadable.file(path, e));
    }
    return false;
  }
}
