package io.hearthwatch.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a job stands.
 *
 * @param state Flink's word, such as {@code RUNNING}
 * @param vertices parts of the graph that are scheduled together
 */
record JobView(String state, List<Vertex> vertices) {
  private static final Set<String> ENDS = Set.of("FINISHED", "CANCELED", "FAILED");

  /**
   * One part.
   *
   * @param id Flink's id
   * @param name its operators
   * @param parallelism subtasks that there should be
   * @param running subtasks that run
   */
  record Vertex(String id, String name, int parallelism, int running) {}

  static JobView of(JsonNode job) {
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode vertex : job.path("vertices")) {
      vertices.add(
          new Vertex(
              vertex.path("id").asText(),
              vertex.path("name").asText(),
              vertex.path("parallelism").asInt(),
              vertex.path("tasks").path("RUNNING").asInt()));
    }
    return new JobView(job.path("state").asText(), vertices);
  }

  /** Whether it will not run again. */
  boolean isEnded() {
    return ENDS.contains(state);
  }

  /** Whether every subtask runs: Flink says RUNNING of a job earlier than that. */
  boolean isRunning() {
    return state.equals("RUNNING")
        && !vertices.isEmpty()
        && vertices.stream().allMatch(vertex -> vertex.running() == vertex.parallelism());
  }

  /** Subtasks that run, and how many there should be, for people. */
  String tasks() {
    return "%d of %d tasks"
        .formatted(
            vertices.stream().mapToInt(Vertex::running).sum(),
            vertices.stream().mapToInt(Vertex::parallelism).sum());
  }

  /** Parallelism per stage. */
  Map<Stage, Integer> parallelism() {
    Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
    for (Vertex vertex : vertices) {
      Stage.ofVertex(vertex.name())
          .ifPresent(stage -> stages.merge(stage, vertex.parallelism(), Math::min));
    }
    return stages;
  }
}
