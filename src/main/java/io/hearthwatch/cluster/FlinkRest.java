package io.hearthwatch.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Flink's REST interface on this machine, as JSON. Safe to share between threads. */
final class FlinkRest {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int FIRST_ERROR = 400;

  /** Flink's own trouble, such as no leader yet: what was asked for may be done or not. */
  private static final int FIRST_SERVER_ERROR = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;
  private final BooleanSupplier lives;

  /**
   * For a job manager that may not be up.
   *
   * @param lives whether its process runs; without it there is no use in asking again
   */
  FlinkRest(int port, BooleanSupplier lives) {
    this.base = "http://127.0.0.1:" + port;
    this.lives = lives;
  }

  /** The web page. */
  String page() {
    return base;
  }

  /**
   * What Flink answers.
   *
   * @throws RefusedException with Flink's reason
   * @throws NoAnswerException when none comes, or none that tells what became of the request
   * @throws ClusterException when the job manager does not run
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    return exchange("GET", path, null);
  }

  /** Sends a request with a body of JSON, {@code null} for none. */
  JsonNode send(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    return exchange(method, path, body);
  }

  private JsonNode exchange(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw lives.getAsBoolean()
          ? new NoAnswerException(
              "the job manager does not answer at %s; its log may tell why".formatted(base), e)
          : new ClusterException(
              "the job manager has ended by itself; `hearthwatch cluster start` brings it back", e);
    }
    if (response.statusCode() >= FIRST_SERVER_ERROR) {
      throw new NoAnswerException(
          "Flink could not answer %s %s: %s".formatted(method, path, reason(response.body())),
          null);
    }
    if (response.statusCode() >= FIRST_ERROR) {
      throw new RefusedException(
          "Flink refused %s %s: %s".formatted(method, path, reason(response.body())));
    }
    return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  /** The first line of the last error, which is the most particular; the rest is a stack trace. */
  private static String reason(String body) throws IOException {
    if (!body.stripLeading().startsWith("{")) {
      return body.strip().lines().findFirst().orElse("no reason is told");
    }
    JsonNode errors = JSON.readTree(body).path("errors");
    String last = errors.isEmpty() ? body : errors.get(errors.size() - 1).asText();
    String[] causes = last.split("Caused by: ");
    return causes[causes.length - 1].strip().lines().findFirst().orElse(last);
  }
}
