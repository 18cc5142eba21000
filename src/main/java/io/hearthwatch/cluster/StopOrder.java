package io.hearthwatch.cluster;

import java.util.UUID;

/**
 * An order to end a job with a savepoint, written down before it is given.
 *
 * @param jobId the job's id
 * @param trigger the order's own number, 32 hexadecimal digits: Flink obeys one number once,
 *     however often it hears it; also the directory that its savepoint goes into
 */
public record StopOrder(String jobId, String trigger) {

  static StopOrder of(String jobId) {
    return new StopOrder(jobId, UUID.randomUUID().toString().replace("-", ""));
  }
}
