package io.hearthwatch.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Checkpoints of a job since it was submitted.
 *
 * @param completed how many were completed
 * @param failed how many were not
 * @param last when the last one was begun, ISO 8601; null when there is none
 * @param lastMillis how long it took
 * @param lastBytes size of the state that it stands for
 * @param lastPath where it lies
 * @param lastSavepoint where the last savepoint of this job lies; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointView(
    long completed,
    long failed,
    String last,
    Long lastMillis,
    Long lastBytes,
    String lastPath,
    String lastSavepoint) {

  static CheckpointView of(JsonNode checkpoints) {
    JsonNode counts = checkpoints.path("counts");
    JsonNode last = checkpoints.at("/latest/completed");
    JsonNode savepoint = checkpoints.at("/latest/savepoint/external_path");
    boolean any = last.isObject();
    return new CheckpointView(
        counts.path("completed").asLong(),
        counts.path("failed").asLong(),
        any ? Instant.ofEpochMilli(last.path("trigger_timestamp").asLong()).toString() : null,
        any ? last.path("end_to_end_duration").asLong() : null,
        any ? last.path("state_size").asLong() : null,
        any ? last.path("external_path").asText() : null,
        savepoint.isTextual() ? savepoint.asText() : null);
  }
}
