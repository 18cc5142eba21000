/**
 * The graph of the job ({@link io.hearthwatch.pipeline.RiskPipeline}), what it is connected to, and
 * the settings of all its stages together.
 */
package io.hearthwatch.pipeline;
