package io.hearthwatch.detect;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.inhand.FrameInHand;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.inhand.LeftInHand;
import io.hearthwatch.inhand.Mark;
import io.hearthwatch.inhand.MarkDirectory;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame that one subtask is searching, written down where it outlives the process.
 *
 * <p>It is there to explain failures and must cause none: where its directory cannot be used, that
 * is said once and the frames are searched all the same. One thread at a time.
 */
final class SearchedFrame implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SearchedFrame.class);

  /** Null where the directory cannot be used. */
  private final Mark mark;

  private SearchedFrame(Mark mark) {
    this.mark = mark;
  }

  /**
   * Says which frames dead processes left, then begins a mark.
   *
   * @param leftInHand takes the number of frames that were left
   */
  static SearchedFrame open(InHandSettings settings, IntConsumer leftInHand) {
    try {
      MarkDirectory directory = MarkDirectory.open(settings);
      List<LeftInHand> left = directory.collect();
      left.forEach(frame -> LOG.error("{}", frame.message()));
      leftInHand.accept(left.size());
      return new SearchedFrame(directory.newMark());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "frames are searched without a word of which is in hand: should this process die, nothing"
              + " will say of what",
          e);
      return new SearchedFrame(null);
    }
  }

  void take(AdmittedFrame frame) {
    if (mark != null) {
      mark.take(
          new FrameInHand(
              frame.envelope().coordinates(),
              frame.cameraId(),
              frame.envelope().reference().uri()));
    }
  }

  void release() {
    if (mark != null) {
      mark.release();
    }
  }

  @Override
  public void close() throws IOException {
    if (mark != null) {
      mark.close();
    }
  }
}
