/**
 * The job as a whole: its graph ({@link io.hearthwatch.pipeline.RiskPipeline}), what the graph is
 * connected to, and the program that a cluster runs.
 */
package io.hearthwatch.pipeline;
