/**
 * An HTTP endpoint that Prometheus reads: a metric reporter for Flink, loaded by its configuration.
 *
 * <p>It gives Flink's and the job's metrics under the names that Flink's own Prometheus reporter
 * gives them, so that rules and dashboards work with either, and adds two things: it listens on the
 * loopback interface unless told otherwise, which Flink's cannot, and it knows the process's
 * resident memory and how long its threads were kept out of locks.
 *
 * <p>In go metrics as Flink registers them, out comes text on request; no state, no thread but the
 * server's. The package depends on the JDK and Flink alone: it becomes a jar of its own, {@code
 * hearthwatch-metrics.jar}, for a cluster's {@code lib/}.
 */
package io.hearthwatch.metrics.endpoint;
