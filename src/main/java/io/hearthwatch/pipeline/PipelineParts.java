package io.hearthwatch.pipeline;

import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameOutcome;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * What the graph is connected to. Production, demo and tests build the same graph and differ only
 * in these.
 *
 * @param source where records come from
 * @param admission decides each frame's fate
 * @param analyzers search the pictures
 * @param ledger takes one row per record, its detections included
 * @param results takes batches with their events, for tables
 * @param events takes batches with their events, for subscribers; only those that have one
 * @param deadLetters takes the rows of rejected records
 * @param knownGaps accepted gaps that the tables know of, whether or not the state does
 */
public record PipelineParts(
    Source<Envelope, ?, ?> source,
    AdmissionRule admission,
    FrameAnalyzerFactory analyzers,
    Sink<FrameOutcome> ledger,
    Sink<AssessedBatch> results,
    Sink<AssessedBatch> events,
    Sink<FrameOutcome> deadLetters,
    List<AcceptedGap> knownGaps) {

  /** For tables that know of no gap. */
  public PipelineParts(
      Source<Envelope, ?, ?> source,
      AdmissionRule admission,
      FrameAnalyzerFactory analyzers,
      Sink<FrameOutcome> ledger,
      Sink<AssessedBatch> results,
      Sink<AssessedBatch> events,
      Sink<FrameOutcome> deadLetters) {
    this(source, admission, analyzers, ledger, results, events, deadLetters, List.of());
  }

  /** The same, for tables that know of these gaps. */
  public PipelineParts knowing(List<AcceptedGap> gaps) {
    return new PipelineParts(
        source, admission, analyzers, ledger, results, events, deadLetters, gaps);
  }
}
