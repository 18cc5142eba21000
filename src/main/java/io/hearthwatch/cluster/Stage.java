package io.hearthwatch.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The job's stages, and how Flink's account of a running job tells them apart. */
public enum Stage {
  /** Reads Kafka. */
  INGEST("Read frame references"),
  /** Decides each frame's fate. */
  ADMIT("Admit frames"),
  /** Reads and searches pictures: the stage that costs. */
  DETECT("Fetch frames and detect objects"),
  /** Restores each camera's sequence. */
  ORDER("Restore each camera's order"),
  /** Gathers and assesses windows. */
  WINDOW("Gather windows"),
  /** Writes to Postgres and Kafka. */
  STORE(
      "Write ledger and detections",
      "Publish dead letters",
      "Write batches and events",
      "Publish events");

  private final List<String> operators;

  Stage(String... operators) {
    this.operators = List.of(operators);
  }

  /** As in the job's options. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage with that key. */
  public static Optional<Stage> of(String key) {
    return Arrays.stream(values()).filter(stage -> stage.key().equals(key)).findFirst();
  }

  /** Whether one of its operators is part of a vertex. */
  boolean isIn(String vertexName) {
    return operators.stream().anyMatch(vertexName::contains);
  }

  /** The stage to which a vertex of Flink's graph, an operator or a chain of some, belongs. */
  static Optional<Stage> ofVertex(String name) {
    return Arrays.stream(values()).filter(stage -> stage.isIn(name)).findFirst();
  }
}
