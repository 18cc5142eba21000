package io.hearthwatch.pipeline;

import java.io.Serializable;

/**
 * Operator parallelism per stage, each at least 1.
 *
 * @param ingest reading Kafka; more than the topic's partitions stay idle
 * @param admit deciding each frame's fate, keyed by camera
 * @param detect fetch and inference: the stage that costs
 * @param order restoring each camera's sequence
 * @param window gathering and assessing
 * @param store writing to Postgres and Kafka
 */
public record Parallelism(int ingest, int admit, int detect, int order, int window, int store)
    implements Serializable {}
