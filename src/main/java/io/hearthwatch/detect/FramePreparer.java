package io.hearthwatch.detect;

import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.cache.FrameCache;
import io.hearthwatch.cache.FrameKey;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.DecodedPicture;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import io.hearthwatch.image.LetterboxWriter;
import io.hearthwatch.image.PictureDecoder;
import io.hearthwatch.image.PictureHeader;
import io.hearthwatch.image.UndecodablePictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * From the bytes of a picture to the tensor that a model reads, by way of the cache where there is
 * one. One thread at a time; keeps its buffers.
 */
public final class FramePreparer implements AutoCloseable {
  private final InputFormat input;
  private final DecodeMode mode;
  private final long maxPixels;
  private final LetterboxWriter writer;

  /** Null when nothing is kept. */
  private final FrameCache cache;

  /**
   * @param input what the model reads
   * @throws IOException when there is to be a cache and its directory cannot be used
   */
  public FramePreparer(InputFormat input, DetectSettings settings) throws IOException {
    this.input = input;
    this.mode = settings.decode();
    this.maxPixels = settings.maxPixels();
    this.writer = new LetterboxWriter(input);
    this.cache = settings.cache() == null ? null : FrameCache.open(settings.cache());
  }

  /** The tensor that every picture overwrites, as {@link LetterboxWriter#tensor} has it. */
  public ByteBuffer tensor() {
    return writer.tensor();
  }

  /**
   * Writes one picture into the tensor.
   *
   * @param picture the bytes of the file; not modified
   * @param size judges the picture's size before its samples are decoded
   * @return how it was fitted
   * @throws FrameRejectedException when it is no picture, is not whole, or has a wrong size
   */
  public Letterbox prepare(byte[] picture, SizeCheck size) throws FrameRejectedException {
    PictureHeader header = header(picture);
    size.check(header);
    int reduction = mode.reduction(header, input);
    if (cache == null) {
      return decode(picture, header, reduction);
    }
    Letterbox letterbox = Letterbox.fit(header.width(), header.height(), input);
    FrameKey key = FrameKey.of(picture, letterbox.width(), letterbox.height(), reduction);
    if (cache.read(key, writer.samples(), letterbox.samples())) {
      writer.restore(letterbox);
    } else {
      decode(picture, header, reduction);
      cache.write(key, writer.samples(), letterbox.samples());
    }
    return letterbox;
  }

  private PictureHeader header(byte[] picture) throws FrameRejectedException {
    PictureHeader header;
    try {
      header = PictureHeader.read(picture);
    } catch (UndecodablePictureException e) {
      throw new FrameRejectedException(Reason.UNDECODABLE, e.getMessage());
    }
    if (header.pixels() > maxPixels) {
      throw new FrameRejectedException(
          Reason.TOO_MANY_PIXELS,
          "%d x %d are %d pixels, the limit is %d (detect.max-pixels)"
              .formatted(header.width(), header.height(), header.pixels(), maxPixels),
          header.width(),
          header.height());
    }
    return header;
  }

  private Letterbox decode(byte[] picture, PictureHeader header, int reduction)
      throws FrameRejectedException {
    try (DecodedPicture decoded = PictureDecoder.decode(picture, header, reduction)) {
      return writer.write(decoded);
    } catch (UndecodablePictureException e) {
      throw new FrameRejectedException(
          Reason.UNDECODABLE, e.getMessage(), header.width(), header.height());
    }
  }

  /** What the cache did so far; empty when nothing is kept. */
  public Optional<CacheCounters> cacheCounters() {
    return Optional.ofNullable(cache).map(FrameCache::counters);
  }

  /** Closes the cache. The tensor's memory lives until nobody refers to it. */
  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
  }
}
