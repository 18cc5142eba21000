package io.hearthwatch.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * From the broker's answers to the journal: keeps what is under way, notes what was acknowledged,
 * and notes a video once all its frames were.
 *
 * <p>Answers come in on the producer's thread ({@link #acknowledged}); everything else is the
 * publisher's own.
 */
final class AcknowledgedFrames implements FramePublisher.Acknowledgements {
  private record Answer(
      String cameraId, Instant capturedAt, String uri, int partition, long offset) {}

  private static final class OpenVideo {
    private final Set<String> missing = new HashSet<>();
    private long frames;
  }

  private final Journal journal;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, OpenVideo> videos = new HashMap<>();
  private final Map<String, String> videoOfFrame = new HashMap<>();

  AcknowledgedFrames(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void acknowledged(
      String cameraId, Instant capturedAt, String uri, int partition, long offset) {
    answers.add(new Answer(cameraId, capturedAt, uri, partition, offset));
  }

  /** Whether a frame or a video was published, or is being published. */
  boolean isKnown(String uri) {
    return underWay.contains(uri) || videos.containsKey(uri) || journal.contains(uri);
  }

  /** Notes a frame that is about to be published. */
  void send(String uri) {
    underWay.add(uri);
  }

  /** Notes a video's frames: those still to be published are {@link #send sent} next. */
  void sendVideo(String uri, Set<String> unpublished, long frames) {
    OpenVideo video = new OpenVideo();
    video.frames = frames;
    video.missing.addAll(unpublished);
    videos.put(uri, video);
    unpublished.forEach(frame -> videoOfFrame.put(frame, uri));
    closeIfDone(uri, video);
  }

  /**
   * Writes what was answered into the journal, durably.
   *
   * @throws IOException if the journal cannot be written
   */
  void note() throws IOException {
    Answer answer;
    while ((answer = answers.poll()) != null) {
      journal.acknowledged(
          answer.cameraId, answer.capturedAt, answer.uri, answer.partition, answer.offset);
      underWay.remove(answer.uri);
      String video = videoOfFrame.remove(answer.uri);
      if (video != null) {
        OpenVideo open = videos.get(video);
        open.missing.remove(answer.uri);
        closeIfDone(video, open);
      }
    }
    journal.sync();
  }

  private void closeIfDone(String uri, OpenVideo video) {
    if (video.missing.isEmpty()) {
      journal.videoDone(uri, video.frames);
      videos.remove(uri);
    }
  }

  /** Whether the broker's answer to something is missing, or not in the journal yet. */
  boolean isIdle() {
    return underWay.isEmpty() && videos.isEmpty();
  }
}
