package io.hearthwatch.fetch;

/**
 * A place that pictures are read from. Whatever is wrong with a picture or its store is a {@link
 * FetchFailedException} with a reason; anything else is a defect.
 *
 * <p>Safe to share between threads; several read at once.
 */
public interface Pictures extends AutoCloseable {

  /**
   * The bytes of one picture. Waits for the store, for a bounded time where the store lets us bound
   * it.
   *
   * @param uri canonical URI under an allowed root
   * @return at most as many bytes as the place was told to accept
   * @throws FetchFailedException when it may not or cannot be read
   */
  byte[] read(String uri) throws FetchFailedException;

  /** Lets go of threads and connections. */
  @Override
  default void close() {}
}
