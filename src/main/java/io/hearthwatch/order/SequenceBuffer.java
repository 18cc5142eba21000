package io.hearthwatch.order;

import io.hearthwatch.state.NumberedStore;
import java.util.function.Consumer;

/**
 * Puts a dense sequence back in order: an item leaves as soon as all smaller numbers have left. Not
 * thread-safe.
 *
 * @param <T> the items
 */
final class SequenceBuffer<T> {
  private final NumberedStore<T> waiting;

  /**
   * @param waiting where items wait, of one camera at a time
   */
  SequenceBuffer(NumberedStore<T> waiting) {
    this.waiting = waiting;
  }

  /**
   * Takes one item and releases whatever may leave now.
   *
   * @param cameraId whose sequence it is, for messages
   * @param progress the camera's progress so far
   * @param number the item's number
   * @param released receives items in rising number
   * @return the camera's progress after it
   * @throws IllegalStateException when the number came before: the stages in front are wrong, and
   *     going on would count a frame twice
   */
  SequenceProgress add(
      String cameraId, SequenceProgress progress, long number, T item, Consumer<T> released)
      throws Exception {
    if (number > progress.next()) {
      if (waiting.get(number) != null) {
        throw cameTwice(cameraId, number, "it waits for " + progress.next());
      }
      waiting.put(number, item);
      return new SequenceProgress(progress.next(), progress.waiting() + 1);
    }
    if (number < progress.next()) {
      throw cameTwice(cameraId, number, "the next is " + progress.next());
    }
    released.accept(item);
    return releaseFollowing(number + 1, progress.waiting(), released);
  }

  private SequenceProgress releaseFollowing(long from, int count, Consumer<T> released)
      throws Exception {
    long next = from;
    int left = count;
    while (left > 0) {
      T item = waiting.get(next);
      if (item == null) {
        break;
      }
      waiting.remove(next);
      released.accept(item);
      next++;
      left--;
    }
    return new SequenceProgress(next, left);
  }

  private static IllegalStateException cameTwice(String cameraId, long number, String because) {
    return new IllegalStateException(
        "camera "
            + cameraId
            + ": frame number "
            + number
            + " came twice ("
            + because
            + "); restore from a checkpoint that all stages share");
  }
}
