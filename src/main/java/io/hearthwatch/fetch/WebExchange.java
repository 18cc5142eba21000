package io.hearthwatch.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One GET at a time per calling thread, over connections that are kept, each ended by a deadline.
 *
 * <p>The caller's own thread waits for the answer: handing each picture from thread to thread costs
 * more than reading it. So a deadline has to reach into a read that blocks: it closes the socket.
 *
 * <p>Safe to share between threads.
 */
final class WebExchange implements AutoCloseable {
  /** A name that leads elsewhere by now is looked up again after this long at the latest. */
  private static final TimeValue MAX_AGE = TimeValue.ofMinutes(1);

  /** After this long a kept connection is probed first: servers close those that are idle. */
  private static final TimeValue PROBE_AFTER = TimeValue.ofSeconds(1);

  /** What an answer that is no picture may have to say, for its connection to be kept. */
  private static final int MAX_IGNORED_BYTES = 8192;

  private final long maxBytes;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines;

  /**
   * What the server said.
   *
   * @param status HTTP status
   * @param location where a redirect leads, else null
   * @param body the picture at status 200, else empty
   */
  record Answer(int status, String location, byte[] body) {}

  /**
   * @param hosts which servers may be asked
   * @param settings bounds of the reads
   */
  WebExchange(WebHosts hosts, FetchSettings settings) {
    this.maxBytes = settings.maxBytes();
    Timeout timeout = Timeout.of(settings.timeout());
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "fetch-web-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedAddresses(hosts))
                    .setMaxConnPerRoute(settings.threads())
                    .setMaxConnTotal(settings.threads())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .setTimeToLive(MAX_AGE)
                            .setValidateAfterInactivity(PROBE_AFTER)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .setConnectionRequestTimeout(timeout)
                    .setResponseTimeout(timeout)
                    .build())
            .setRetryStrategy(new OnceMoreWhenIdleClosed())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .build();
  }

  /**
   * Asks and waits.
   *
   * @param uri canonical
   * @param nanos time left for everything from the connection to the body's last byte
   * @throws SocketTimeoutException when the time is over
   * @throws BoundedBody.TooLargeException when the picture exceeds the limit
   * @throws CheckedAddresses.RefusedHostException when the host may not be asked
   * @throws IOException when the server cannot be understood, or this was closed meanwhile
   */
  Answer get(URI uri, long nanos) throws IOException {
    HttpGet request = new HttpGet(uri);
    Future<?> end = deadlines.schedule(request::cancel, nanos, TimeUnit.NANOSECONDS);
    HttpHost server = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    try {
      ClassicHttpResponse response = client.executeOpen(server, request, null);
      try {
        Header location = response.getFirstHeader("Location");
        return new Answer(
            response.getCode(),
            location == null ? null : location.getValue(),
            body(request, response));
      } finally {
        // Its connection may have been cut off on purpose; all that counts has been read.
        Closer.closeQuietly(response);
      }
    } catch (IOException e) {
      if (request.isCancelled() && !(e instanceof BoundedBody.TooLargeException)) {
        throw (IOException) new SocketTimeoutException("deadline").initCause(e);
      }
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  private byte[] body(HttpGet request, ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    boolean picture = response.getCode() == 200;
    long limit = picture ? maxBytes : MAX_IGNORED_BYTES;
    // Not to be closed here: a stream that is closed early reads what the server has left to say.
    InputStream stream = entity.getContent();
    try {
      byte[] bytes = BoundedBody.read(stream, entity.getContentLength(), limit);
      return picture ? bytes : new byte[0];
    } catch (BoundedBody.TooLargeException e) {
      request.cancel();
      if (picture) {
        throw e;
      }
      return new byte[0];
    }
  }

  /** Closes all connections; whoever waits for an answer fails at once. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    deadlines.shutdownNow();
  }
}
