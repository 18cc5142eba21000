package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against answers as Flink 2.2 gives them, for what a real one does once in a thousand times; with
 * a real one: {@code ClusterITCase}.
 */
class JobStopTest {
  private static final String JOB = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
  private static final Deployment DEPLOYMENT = new Deployment("a.jar", null, List.of(), "/");
  private static final Redeployment.Plan PLAN =
      new Redeployment.Plan("upgrade", DEPLOYMENT, DEPLOYMENT, JOB, null, null);

  @TempDir private Path dir;
  private final List<JsonNode> orders = new ArrayList<>();
  private HttpServer flink;
  private Cluster cluster;

  /** What Flink does: by default it obeys. */
  private String state = "RUNNING";

  private int answersToLose;
  private String failure;

  @BeforeEach
  void startFlink() throws Exception {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext("/", this::answer);
    flink.start();
    ClusterDirectory directory = ClusterDirectory.at(dir.resolve("cluster"));
    directory.create();
    Files.writeString(directory.conf().resolve("config.yaml"), "");
    ClusterProcess alive = ClusterProcess.of(ClusterProcess.JOB_MANAGER, ProcessHandle.current());
    directory.write(
        ClusterState.empty()
            .started(flink.getAddress().getPort(), 1, Map.of())
            .with(alive)
            .running(DEPLOYMENT, JOB)
            .redeploying(PLAN));
    cluster = Cluster.take(new Installation(dir), directory, line -> {});
  }

  @AfterEach
  void stopFlink() throws Exception {
    cluster.close();
    flink.stop(0);
  }

  @Test
  void anOrderWhoseAnswerIsLostIsGivenAgainUnderTheSameNumber() throws Exception {
    answersToLose = 2;

    assertThat(stop()).isEqualTo("file:/made");

    assertThat(orders).hasSize(3);
    assertThat(orders).extracting(order -> order.path("triggerId").asText()).containsOnly(number());
    assertThat(number()).matches("[0-9a-f]{32}");
    assertThat(cluster.state().stopping()).isNull();
    assertThat(cluster.state().lastSavepoint()).isEqualTo("file:/made");
    assertThat(cluster.state().redeployment().savepoint()).isEqualTo("file:/made");
  }

  /** Flink obeyed, and the command was killed before it could hear of it. */
  @Test
  void whatTheJobLeftBehindIsFoundWhenFlinkKnowsTheJobNoMore() throws Exception {
    StopOrder order = StopOrder.of(JOB);
    cluster.remember(known -> known.stopping(order));
    Path made = cluster.directory().savepoints().resolve(order.trigger()).resolve("savepoint-a1b2");
    Files.createDirectories(made);
    state = null;
    assertThatThrownBy(this::stop)
        .as("a savepoint without its last file is none")
        .isInstanceOf(RefusedException.class);

    Files.writeString(made.resolve("_metadata"), "all of it");
    cluster.remember(known -> known.stopping(order));
    assertThat(stop()).isEqualTo(made.toUri().toString().replaceAll("/$", ""));
    assertThat(orders).isEmpty();
  }

  @Test
  void aRefusalEndsTheOrderAndTheJobRunsOn() throws Exception {
    failure = "java.util.concurrent.CompletionException: x\\nCaused by: java.io.IOException: full";

    assertThatThrownBy(this::stop)
        .isInstanceOf(RefusedException.class)
        .hasMessage("no savepoint was made: java.io.IOException: full");
    assertThat(cluster.state().stopping()).isNull();
    assertThat(cluster.state().redeployment()).as("not this one's to forget").isEqualTo(PLAN);
  }

  @Test
  void withoutAJobManagerTheOrderIsKept() throws Exception {
    cluster.remember(known -> known.withProcesses(List.of()));
    flink.stop(0);

    assertThatThrownBy(this::stop)
        .hasMessageContaining("`hearthwatch cluster start` brings it back");
    assertThat(cluster.state().stopping().jobId()).isEqualTo(JOB);
    assertThat(cluster.state().redeployment()).isEqualTo(PLAN);
  }

  private String stop() throws IOException, InterruptedException {
    return new JobStop(cluster)
        .run(JOB, (known, savepoint) -> known.redeploying(known.redeployment().from(savepoint)));
  }

  private String number() {
    return orders.get(0).path("triggerId").asText();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    JsonNode body = FlinkRest.JSON.readTree(exchange.getRequestBody());
    if (path.equals("/jobs/" + JOB + "/stop")) {
      orders.add(body);
      if (answersToLose-- > 0) {
        exchange.close();
        return;
      }
      reply(exchange, 202, "{\"request-id\": \"%s\"}".formatted(number()));
    } else if (path.startsWith("/jobs/" + JOB + "/savepoints/")) {
      state = failure == null ? "FINISHED" : state;
      String operation =
          failure == null
              ? "{\"location\": \"file:/made\"}"
              : "{\"failure-cause\": {\"stack-trace\": \"%s\"}}".formatted(failure);
      reply(
          exchange,
          200,
          "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": %s}".formatted(operation));
    } else if (path.equals("/jobs/" + JOB) && state != null) {
      reply(exchange, 200, "{\"state\": \"%s\", \"vertices\": []}".formatted(state));
    } else {
      reply(exchange, 404, "{\"errors\": [\"Job could not be found\"]}");
    }
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
