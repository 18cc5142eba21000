package io.hearthwatch.fetch;

import io.hearthwatch.domain.Reason;
import io.hearthwatch.ingest.AllowedRoots;
import io.hearthwatch.ingest.InvalidReferenceException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads pictures from web servers: over {@code https:}, and over {@code http:} where a root says
 * so.
 *
 * <p>A record must not turn the job into somebody's browser inside the house. So the URI, and each
 * place that a redirect leads to, lies under an allowed root; the addresses behind its host are
 * {@linkplain WebHosts checked} right before each request; no proxy stands between; nothing is sent
 * but the request line and the host; the body is cut off at the limit, whatever its length was said
 * to be; and one attempt ends at the timeout, redirects and a trickling body included.
 *
 * <p>Safe to share between threads.
 */
final class WebPictures implements Pictures {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Answers after which the same question may be answered otherwise. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final AllowedRoots roots;
  private final WebHosts hosts;
  private final long maxBytes;
  private final Duration timeout;
  private final ExecutorService threads;
  private final HttpClient client;

  /**
   * @param roots all allowed roots, canonical
   * @param hosts which servers may be asked
   * @param settings bounds of the reads
   */
  WebPictures(List<String> roots, WebHosts hosts, FetchSettings settings) {
    this.roots = new AllowedRoots(roots);
    this.hosts = hosts;
    this.maxBytes = settings.maxBytes();
    this.timeout = settings.timeout();
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fetch-web-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.client =
        HttpClient.newBuilder()
            .executor(threads)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public byte[] read(String uri) throws FetchFailedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    String place = uri;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse<byte[]> response = ask(place, deadline);
      Optional<String> location = response.headers().firstValue("Location");
      if (!REDIRECTS.contains(response.statusCode()) || location.orElse("").isEmpty()) {
        return picture(uri, response);
      }
      place = target(uri, place, location.get());
    }
    throw new FetchFailedException(
        Reason.UNREADABLE_FILE,
        shown(uri) + " is redirected more than " + MAX_REDIRECTS + " times",
        false);
  }

  private HttpResponse<byte[]> ask(String uri, long deadline) throws FetchFailedException {
    URI place = URI.create(uri);
    hosts.check(place);
    // An offer of HTTP/2 in plain text confuses simple servers; encrypted, it is part of TLS.
    boolean plain = place.getScheme().equals("http");
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            head ->
                head.statusCode() == 200
                    ? new BoundedBody(maxBytes, head.headers().firstValueAsLong("Content-Length"))
                    : HttpResponse.BodySubscribers.replacing(new byte[0]));
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw passing(uri, "took longer than fetch.timeout");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw passing(uri, "was given up: the job is ending");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BoundedBody.TooLargeException) {
        throw FetchFailedException.tooLarge(shown(uri), maxBytes);
      }
      if (e.getCause() instanceof Error defect) {
        throw defect;
      }
      // Refused, reset, a certificate that does not hold, a header that is none: the class says
      // which.
      throw passing(uri, "cannot be read: " + e.getCause().getClass().getSimpleName());
    }
  }

  private byte[] picture(String uri, HttpResponse<byte[]> response) throws FetchFailedException {
    int status = response.statusCode();
    switch (status) {
      case 200:
        return response.body();
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
    threads.shutdownNow();
  }
}
