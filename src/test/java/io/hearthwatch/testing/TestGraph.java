package io.hearthwatch.testing;

import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.ingest.FramesSource;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.PipelineParts;
import io.hearthwatch.pipeline.RiskPipeline;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The job's graph with the real source and sinks that keep nothing: to be looked at, not to run.
 */
public final class TestGraph {
  private TestGraph() {}

  /** Builds it. */
  public static StreamGraph of(JobSettings settings) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    new RiskPipeline(
            new PipelineParts(
                FramesSource.of(settings.kafka(), settings.ingest()),
                new AdmissionRule(settings.admission()),
                () -> null,
                new DiscardingSink<>(),
                new DiscardingSink<>(),
                new DiscardingSink<>(),
                new DiscardingSink<>()),
            settings)
        .addTo(env);
    return env.getStreamGraph();
  }
}
