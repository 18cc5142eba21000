package io.hearthwatch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands requests on to a server on this machine, and loses its answer to the first one whose path
 * has a certain end. Close after use.
 */
public final class LossyProxy implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger lost = new AtomicInteger();
  private final int target;
  private final String lossy;
  private final HttpServer server;

  /**
   * @param target port of the server
   * @param lossy end of the path
   */
  public LossyProxy(int target, String lossy) throws IOException {
    this.target = target;
    this.lossy = lossy;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handOn);
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** How many answers it has lost. */
  public int lost() {
    return lost.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI asked = exchange.getRequestURI();
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + asked))
                  .header("Content-Type", "application/json")
                  .method(
                      exchange.getRequestMethod(),
                      BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                  .build(),
              BodyHandlers.ofByteArray());
      if (asked.getPath().endsWith(lossy) && lost.compareAndSet(0, 1)) {
        return;
      }
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
