package io.hearthwatch.fetch;

import io.hearthwatch.domain.Reason;
import io.hearthwatch.ingest.AllowedRoots;
import io.hearthwatch.ingest.InvalidReferenceException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Reads pictures from web servers: over {@code https:}, and over {@code http:} where a root says
 * so.
 *
 * <p>A record must not turn the job into somebody's browser inside the house. So the URI, and each
 * place that a redirect leads to, lies under an allowed root; connections are made to addresses
 * that were {@linkplain WebHosts checked} only; no proxy stands between; nothing is sent but the
 * request line, the host and that the connection be kept; the body is cut off at the limit,
 * whatever its length was said to be; and one attempt ends at the timeout, redirects and a
 * trickling head or body included.
 *
 * <p>Safe to share between threads.
 */
final class WebPictures implements Pictures {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Answers after which the same question may be answered otherwise. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final AllowedRoots roots;
  private final long maxBytes;
  private final Duration timeout;
  private final WebExchange exchange;
  private volatile boolean closed;

  /**
   * @param roots all allowed roots, canonical
   * @param hosts which servers may be asked
   * @param settings bounds of the reads
   */
  WebPictures(List<String> roots, WebHosts hosts, FetchSettings settings) {
    this.roots = new AllowedRoots(roots);
    this.maxBytes = settings.maxBytes();
    this.timeout = settings.timeout();
    this.exchange = new WebExchange(hosts, settings);
  }

  @Override
  public byte[] read(String uri) throws FetchFailedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    String place = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      WebExchange.Answer answer = ask(place, deadline);
      String location = answer.location();
      if (!REDIRECTS.contains(answer.status()) || location == null || location.isEmpty()) {
        return picture(uri, answer);
      }
      place = target(uri, place, location);
    }
    throw new FetchFailedException(
        Reason.UNREADABLE_FILE,
        shown(uri) + " is redirected more than " + MAX_REDIRECTS + " times",
        false);
  }

  private WebExchange.Answer ask(String uri, long deadline) throws FetchFailedException {
    try {
      return exchange.get(URI.create(uri), deadline - System.nanoTime());
    } catch (CheckedAddresses.RefusedHostException e) {
      throw e.failure();
    } catch (BoundedBody.TooLargeException e) {
      throw FetchFailedException.tooLarge(shown(uri), maxBytes);
    } catch (IOException e) {
      if (closed || Thread.currentThread().isInterrupted()) {
        throw passing(uri, "was given up: the job is ending");
      }
      if (e instanceof SocketTimeoutException) {
        throw passing(uri, "took longer than fetch.timeout");
      }
      // Refused, reset, a certificate that does not hold, a header that is none: the class says
      // which.
      throw passing(uri, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private byte[] picture(String uri, WebExchange.Answer answer) throws FetchFailedException {
    int status = answer.status();
    switch (status) {
      case 200:
        return answer.body();
      case 404, 410:
        throw FetchFailedException.missing(shown(uri));
      case 401, 403:
        throw new FetchFailedException(
            Reason.UNREADABLE_FILE,
            shown(uri) + " may not be read: the server answered " + status,
            false);
      default:
        throw new FetchFailedException(
            Reason.UNREADABLE_FILE,
            shown(uri) + " cannot be read: the server answered " + status,
            status >= 500 || PASSING.contains(status));
    }
  }

  private String target(String uri, String place, String location) throws FetchFailedException {
    try {
      String target = roots.canonical(URI.create(place).resolve(URI.create(location)).toString());
      if (target.startsWith("http")) {
        return target;
      }
    } catch (InvalidReferenceException | IllegalArgumentException e) {
      // Refused below, in the same words for both: where it leads may be anybody's text.
    }
    throw new FetchFailedException(
        Reason.FORBIDDEN_URI, shown(uri) + " leads by a redirect out of the allowed roots", false);
  }

  private static FetchFailedException passing(String uri, String what) {
    return new FetchFailedException(Reason.UNREADABLE_FILE, shown(uri) + " " + what, true);
  }

  private static String shown(String uri) {
    return AllowedRoots.withoutSecrets(uri);
  }

  @Override
  public void close() {
    closed = true;
    exchange.close();
  }
}
