package io.hearthwatch.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One job, as Flink's REST interface tells of it and takes orders for it. */
final class FlinkJob {
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(1);
  private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(10);

  /** Lines; a stack trace that was cut could lack what ends the message. */
  private static final int LONGEST_MESSAGE = 20;

  private final FlinkRest rest;
  private final String id;
  private final Duration endPatience;

  /**
   * @param endPatience how long its tasks may take to end
   */
  FlinkJob(FlinkRest rest, String id, Duration endPatience) {
    this.rest = rest;
    this.id = id;
    this.endPatience = endPatience;
  }

  /** Flink's id. */
  String id() {
    return id;
  }

  /** How it stands. */
  JobView view() throws IOException, InterruptedException {
    return JobView.of(rest.get("/jobs/" + id));
  }

  /** The same; empty when Flink does not know it, or not any more. */
  Optional<JobView> find() throws IOException, InterruptedException {
    try {
      return Optional.of(Await.answer(ANSWER_PATIENCE, this::view, found -> true));
    } catch (RefusedException unknown) {
      return Optional.empty();
    }
  }

  /**
   * A failure of its tasks.
   *
   * @param atMillis when, by the job manager's clock
   * @param cause why, in one line
   */
  record Failure(long atMillis, String cause) {}

  /** Its last failure, if there was any since it was submitted. */
  Optional<Failure> failure() throws IOException, InterruptedException {
    JsonNode entries = rest.get("/jobs/" + id + "/exceptions").at("/exceptionHistory/entries");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    JsonNode last = entries.get(0);
    return Optional.of(
        new Failure(last.path("timestamp").asLong(), cause(last.path("stacktrace").asText())));
  }

  /** Why it failed the last time, in one line, if it did since it was submitted. */
  Optional<String> lastFailure() throws IOException, InterruptedException {
    return failure().map(Failure::cause);
  }

  /** Checkpoints of this submission. */
  CheckpointView checkpoints() throws IOException, InterruptedException {
    return CheckpointView.of(rest.get("/jobs/" + id + "/checkpoints"));
  }

  /** How often its tasks were started again, rescaling included. */
  long restarts() throws IOException, InterruptedException {
    JsonNode metrics = rest.get("/jobs/" + id + "/metrics?get=numRestarts");
    return metrics.isEmpty() ? 0 : metrics.get(0).path("value").asLong();
  }

  /** Makes a savepoint and returns where it lies; the job goes on. */
  String savepoint() throws IOException, InterruptedException {
    return awaitSavepoint(
        rest.send("POST", "/jobs/" + id + "/savepoints", FlinkRest.JSON.createObjectNode()));
  }

  /**
   * Ends the job with a savepoint and returns where it lies.
   *
   * @param trigger the order's number: Flink obeys each once, however often it is given
   * @param directory where the savepoint's own directory is made, as a URI
   * @throws RefusedException when no savepoint was made
   */
  String stopWithSavepoint(String trigger, String directory)
      throws IOException, InterruptedException {
    ObjectNode body =
        FlinkRest.JSON
            .createObjectNode()
            .put("drain", false)
            .put("triggerId", trigger)
            .put("targetDirectory", directory);
    JsonNode taken =
        Await.answer(
            ANSWER_PATIENCE,
            () -> rest.send("POST", "/jobs/" + id + "/stop", body),
            answer -> true);
    String location = awaitSavepoint(taken);
    awaitEnd();
    return location;
  }

  /** Ends the job as it stands. */
  void cancel() throws IOException, InterruptedException {
    rest.send("PATCH", "/jobs/" + id + "?mode=cancel", null);
    awaitEnd();
  }

  /** Asks for a checkpoint now; a rescale waits for the next one. */
  void checkpoint() throws IOException, InterruptedException {
    rest.send("POST", "/jobs/" + id + "/checkpoints", FlinkRest.JSON.createObjectNode());
  }

  /** Asks the adaptive scheduler for another parallelism, per vertex id. */
  void require(Map<String, Integer> parallelism) throws IOException, InterruptedException {
    String path = "/jobs/" + id + "/resource-requirements";
    JsonNode requirements = rest.get(path);
    parallelism.forEach(
        (vertex, number) ->
            ((ObjectNode) requirements.path(vertex).path("parallelism")).put("upperBound", number));
    rest.send("PUT", path, requirements);
  }

  private void awaitEnd() throws IOException, InterruptedException {
    JobView end = Await.answer(endPatience, this::view, JobView::isEnded);
    if (!end.isEnded()) {
      throw new ClusterException(
          "job %s is still %s after %d s; see the job manager's log"
              .formatted(id, end.state(), endPatience.toSeconds()));
    }
  }

  private String awaitSavepoint(JsonNode trigger) throws IOException, InterruptedException {
    String path = "/jobs/" + id + "/savepoints/" + trigger.path("request-id").asText();
    JsonNode answer =
        Await.answer(
            SAVEPOINT_PATIENCE,
            () -> rest.get(path),
            json -> json.at("/status/id").asText().equals("COMPLETED"));
    JsonNode operation = answer.path("operation");
    if (operation.hasNonNull("failure-cause")) {
      throw new RefusedException(
          "no savepoint was made: " + cause(operation.at("/failure-cause/stack-trace").asText()));
    }
    if (!operation.hasNonNull("location")) {
      throw new ClusterException(
          "after %d s the savepoint is still under way: give the command again"
              .formatted(SAVEPOINT_PATIENCE.toSeconds()));
    }
    return operation.path("location").asText();
  }

  /** The innermost cause's message, which says what is wrong; those around it say where. */
  static String cause(String stackTrace) {
    String[] causes = stackTrace.split("Caused by: ");
    String message =
        causes[causes.length - 1]
            .strip()
            .lines()
            .takeWhile(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
            .limit(LONGEST_MESSAGE)
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return message.isEmpty() ? "no reason is told" : message;
  }
}
