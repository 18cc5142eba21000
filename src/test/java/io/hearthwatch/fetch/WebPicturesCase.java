package io.hearthwatch.fetch;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Against real servers on the loopback interface. */
abstract class WebPicturesCase {
  static final int MAX_BYTES = 100_000;
  static final Duration PATIENT = Duration.ofSeconds(20);

  final Map<String, Integer> asked = new ConcurrentHashMap<>();
  final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
  final CountDownLatch end = new CountDownLatch(1);
  final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  String origin;
  WebPictures pictures;

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

  static WebPictures pictures(List<String> roots, List<String> inner, Duration timeout) {
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

  static Void answerOnce(ServerSocket server, String headers, byte[] body) throws IOException {
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

  FetchFailedException failure(String path) {
    return failure(pictures, origin + path);
  }

  static FetchFailedException failure(WebPictures pictures, String uri) {
    return catchThrowableOfType(FetchFailedException.class, () -> pictures.read(uri));
  }
}
