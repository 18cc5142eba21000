/**
 * The program that a cluster runs: reads the configuration, checks what the job needs, connects the
 * graph of {@link io.hearthwatch.pipeline.RiskPipeline} to Kafka, Postgres and the model, and
 * submits it.
 */
package io.hearthwatch.job;
