package io.hearthwatch.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Gathers a response's body, and drops the connection with the first byte beyond the limit. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
  /** Room made on a server's word alone. */
  private static final int MAX_TRUSTED_BYTES = 1 << 20;

  private static final int UNKNOWN_BYTES = 1 << 16;

  private final long maxBytes;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private byte[] bytes;
  private int size;

  /** The body has more bytes than the limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long maxBytes) {
      super("more than " + maxBytes + " bytes");
    }
  }

  /**
   * @param maxBytes largest body
   * @param claimed how long the server says it is: a hint that saves copies, never a limit
   */
  BoundedBody(long maxBytes, OptionalLong claimed) {
    this.maxBytes = maxBytes;
    long room = Math.min(claimed.orElse(UNKNOWN_BYTES), Math.min(maxBytes, MAX_TRUSTED_BYTES));
    this.bytes = new byte[(int) Math.max(room, 0)];
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (size + (long) part.remaining() > maxBytes) {
        subscription.cancel();
        whole.completeExceptionally(new TooLargeException(maxBytes));
        return;
      }
      int length = part.remaining();
      if (bytes.length - size < length) {
        long room = Math.min(Math.max(2L * bytes.length, (long) size + length), maxBytes);
        bytes = Arrays.copyOf(bytes, (int) Math.min(room, Integer.MAX_VALUE - 8));
      }
      part.get(bytes, size, length);
      size += length;
    }
    subscription.request(1);
  }

  @Override
  public void onError(Throwable error) {
    whole.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    whole.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }
}
