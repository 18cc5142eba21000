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

/** Flink's REST interface on this machine, as JSON. Safe to share between threads. */
final class FlinkRest {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int FIRST_ERROR = 400;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;

  /** For a job manager that may not be up. */
  FlinkRest(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** The web page. */
  String page() {
    return base;
  }

  /**
   * What Flink answers.
   *
   * @throws ClusterException when it refuses, with its reason, or does not answer
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
      throw new ClusterException(
          "the job manager does not answer at %s; `hearthwatch cluster status` shows what runs"
              .formatted(base),
          e);
    }
    if (response.statusCode() >= FIRST_ERROR) {
      throw new ClusterException(
          "Flink refused %s %s: %s".formatted(method, path, reason(response.body())));
    }
    return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  /** The first line of the last error, which is the most particular; the rest is a stack trace. */
  private static String reason(String body) throws IOException {
    JsonNode errors = JSON.readTree(body).path("errors");
    String last = errors.isEmpty() ? body : errors.get(errors.size() - 1).asText();
    String[] causes = last.split("Caused by: ");
    return causes[causes.length - 1].strip().lines().findFirst().orElse(last);
  }
}
