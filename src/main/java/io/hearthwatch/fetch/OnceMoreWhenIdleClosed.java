package io.hearthwatch.fetch;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Asks once more, over another connection, when the server closed one that was kept just as it was
 * used again. That says nothing about the picture, so it counts as no attempt; everything else is
 * the {@link PictureFetcher}'s to repeat.
 */
final class OnceMoreWhenIdleClosed implements HttpRequestRetryStrategy {

  @Override
  public boolean retryRequest(HttpRequest request, IOException error, int count, HttpContext ctx) {
    return count == 1 && error instanceof NoHttpResponseException;
  }

  @Override
  public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
    return false;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int count, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
