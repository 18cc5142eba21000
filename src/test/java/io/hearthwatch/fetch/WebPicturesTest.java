package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearthwatch.domain.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real servers on the loopback interface. */
class WebPicturesTest {
  private static final int MAX_BYTES = 100_000;
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String origin;
  private WebPictures pictures;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    origin = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/frames/", this::answer);
    server.createContext("/secret/", exchange -> send(exchange, 200, new byte[3]));
    server.start();
    pictures = pictures(List.of(origin + "/frames"), List.of(), PATIENT);
  }

  private static WebPictures pictures(List<String> roots, List<String> inner, Duration timeout) {
    return new WebPictures(
        roots,
        new WebHosts(roots, inner, host -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
        new FetchSettings(1, 1, 1, MAX_BYTES, 1, Duration.ofMillis(1), timeout, inner));
  }

  @AfterEach
  void stop() {
    end.countDown();
    pictures.close();
    server.stop(0);
    threads.shutdownNow();
  }

  /** {@code /frames/status/N}, {@code /frames/to?LOCATION}, {@code /frames/bytes/N} and others. */
  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    callers.add(exchange.getRemoteAddress());
    asked.merge(path[2], 1, Integer::sum);
    switch (path[2]) {
      case "status" -> send(exchange, Integer.parseInt(path[3]), new byte[10]);
      case "bytes" -> send(exchange, 200, new byte[Integer.parseInt(path[3])]);
      case "to" -> {
        exchange.getResponseHeaders().add("Location", exchange.getRequestURI().getQuery());
        send(exchange, 302, new byte[0]);
      }
      case "round" -> {
        exchange.getResponseHeaders().add("Location", "/frames/round");
        send(exchange, 308, new byte[0]);
      }
      case "endless" -> {
        // No length is announced, so only the reader can end it.
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
          while (end.getCount() > 0) {
            body.write(new byte[10_000]);
          }
        }
      }
      case "stuck" -> {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
        awaitEnd();
      }
      case "drip" -> {
        // Each byte comes in time, their sum does not.
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
          do {
            body.write(1);
            body.flush();
          } while (!end.await(20, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case "wordy" -> send(exchange, 404, new byte[100_000]);
      default -> throw new IOException("unexpected " + path[2]);
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void bringsAPictureUpToTheLimit() throws Exception {
    assertThat(pictures.read(origin + "/frames/bytes/100000")).hasSize(MAX_BYTES);
    FetchFailedException e = failure("/frames/bytes/100001");
    assertThat(e.reason()).isEqualTo(Reason.FILE_TOO_LARGE);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void whatNeverEndsIsCutOff() {
    assertThat(failure("/frames/endless").reason()).isEqualTo(Reason.FILE_TOO_LARGE);
  }

  @Test
  void aLengthThatLiesHelpsNobody() throws Exception {
    try (ServerSocket liar = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String place = "http://127.0.0.1:" + liar.getLocalPort();
      WebPictures lied = pictures(List.of(place), List.of(), PATIENT);
      threads.submit(() -> answerOnce(liar, "Content-Length: 9999999999\r\n", new byte[10]));
      FetchFailedException e = failure(lied, place + "/1.jpg");
      assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
      assertThat(e.retryable()).isTrue();
      lied.close();
    }
  }

  private static Void answerOnce(ServerSocket server, String headers, byte[] body)
      throws IOException {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[4096];
      int ignored = socket.getInputStream().read(request);
      OutputStream out = socket.getOutputStream();
      out.write(("HTTP/1.1 200 OK\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      return null;
    } catch (SocketException e) {
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "204, UNREADABLE_FILE, false",
    "304, UNREADABLE_FILE, false",
    "400, UNREADABLE_FILE, false",
    "401, UNREADABLE_FILE, false",
    "403, UNREADABLE_FILE, false",
    "404, MISSING_FILE, true",
    "408, UNREADABLE_FILE, true",
    "410, MISSING_FILE, true",
    "429, UNREADABLE_FILE, true",
    "500, UNREADABLE_FILE, true",
    "503, UNREADABLE_FILE, true",
  })
  void everyAnswerHasAReason(int status, Reason reason, boolean retryable) {
    FetchFailedException e = failure("/frames/status/" + status);
    assertThat(e.reason()).isEqualTo(reason);
    assertThat(e.retryable()).isEqualTo(retryable);
  }

  @Test
  void followsARedirectInside() throws Exception {
    assertThat(pictures.read(origin + "/frames/to?/frames/bytes/7")).hasSize(7);
    assertThat(pictures.read(origin + "/frames/to?bytes/8")).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "/secret/1.jpg",
    "../secret/1.jpg",
    "/frames/%2e%2e/secret/1.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "https://example.org/1.jpg",
    "//example.org/1.jpg",
    "file:///etc/passwd",
    "'http://[broken'",
  })
  void aRedirectOutsideIsForbidden(String location) {
    FetchFailedException e = failure("/frames/to?" + location.replace("[", "%5B"));
    assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
    assertThat(e.retryable()).isFalse();
    assertThat(e).hasMessageNotContaining("169.254").hasMessageNotContaining("passwd");
  }

  @Test
  void aRedirectToNowhereIsUnreadable() {
    FetchFailedException e = failure("/frames/status/302");
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void redirectsEndAfterAFew() {
    FetchFailedException e = failure("/frames/round");
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isFalse();
    assertThat(asked.get("round")).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stuck", "drip"})
  void aBodyThatStopsOrTricklesIsGivenUp(String body) {
    pictures.close();
    pictures = pictures(List.of(origin + "/frames"), List.of(), Duration.ofMillis(300));
    FetchFailedException e = failure("/frames/" + body);
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE_FILE);
    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessageContaining("fetch.timeout");
  }

  @Test
  void aHeadThatTricklesIsGivenUp() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String place = "http://127.0.0.1:" + slow.getLocalPort();
      threads.submit(
          () -> {
            try (Socket socket = slow.accept()) {
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
              while (!end.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
              }
            }
            return null;
          });
      try (WebPictures waiting = pictures(List.of(place), List.of(), Duration.ofMillis(300))) {
        FetchFailedException e = failure(waiting, place + "/1.jpg");
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContaining("fetch.timeout");
      }
    }
  }

  @Test
  void closingEndsAReadThatBlocks() throws Exception {
    Future<FetchFailedException> blocked = threads.submit(() -> failure("/frames/stuck"));
    await().until(() -> asked.containsKey("stuck"));
    pictures.close();
    FetchFailedException e = blocked.get();
    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessageContaining("the job is ending");
  }

  @Test
  void connectionsAreKeptAlsoAfterAnAnswerThatIsNoPicture() throws Exception {
    for (int i = 0; i < 3; i++) {
      pictures.read(origin + "/frames/bytes/5000");
      failure("/frames/status/404");
      pictures.read(origin + "/frames/to?/frames/bytes/7");
    }
    assertThat(callers).hasSize(1);
    // But not when it has more to say than one wants to hear.
    assertThat(failure("/frames/wordy").reason()).isEqualTo(Reason.MISSING_FILE);
    pictures.read(origin + "/frames/bytes/5000");
    assertThat(callers).hasSize(2);
  }

  @Test
  void aKeptConnectionThatTheServerClosedIsOpenedAnew() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String place = "http://127.0.0.1:" + closing.getLocalPort();
      threads.submit(
          () -> {
            for (int i = 0; i < 3; i++) {
              answerOnce(closing, "Content-Length: 10\r\n", new byte[10]);
            }
            return null;
          });
      try (WebPictures once = pictures(List.of(place), List.of(), PATIENT)) {
        for (int i = 0; i < 3; i++) {
          assertThat(once.read(place + "/1.jpg")).hasSize(10);
        }
      }
    }
  }

  @Test
  void nothingIsSentThatTellsOfUs() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + listener.getLocalPort();
      Future<String> heard =
          threads.submit(
              () -> {
                try (Socket socket = listener.accept()) {
                  byte[] request = new byte[4096];
                  int length = socket.getInputStream().read(request);
                  return new String(request, 0, length, StandardCharsets.US_ASCII);
                }
              });
      try (WebPictures asking = pictures(List.of("http://" + host), List.of(), PATIENT)) {
        threads.submit(() -> failure(asking, "http://" + host + "/a%20b.jpg?sig=x%2Fy"));
        assertThat(heard.get().split("\r\n"))
            .containsExactlyInAnyOrder(
                "GET /a%20b.jpg?sig=x%2Fy HTTP/1.1", "Host: " + host, "Connection: keep-alive");
      }
    }
  }

  @Test
  void whereNobodyListensThereMayBeSomeoneLater() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String place = "http://127.0.0.1:" + port;
    try (WebPictures nobody = pictures(List.of(place), List.of(), PATIENT)) {
      assertThat(failure(nobody, place + "/1.jpg").retryable()).isTrue();
    }
  }

  @Test
  void aNameThatLeadsInsideIsNotAsked() {
    String place = origin.replace("127.0.0.1", "frames.example.net");
    try (WebPictures byName = pictures(List.of(place, origin), List.of(), PATIENT)) {
      FetchFailedException e = failure(byName, place + "/frames/bytes/5");
      assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
      // Nor by way of a redirect from a place that may be asked.
      e = failure(byName, origin + "/frames/to?" + place + "/frames/bytes/5");
      assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN_URI);
      assertThat(e).hasMessageContaining("frames.example.net stands at an inner address");
    }
    assertThat(asked).doesNotContainKey("bytes");
  }

  @Test
  void failuresShowNoSignature() {
    assertThat(failure("/frames/status/403?sig=hunter2"))
        .hasMessageContaining("/frames/status/403?...")
        .hasMessageNotContaining("hunter2");
  }

  private FetchFailedException failure(String path) {
    return failure(pictures, origin + path);
  }

  private static FetchFailedException failure(WebPictures pictures, String uri) {
    return catchThrowableOfType(FetchFailedException.class, () -> pictures.read(uri));
  }
}
