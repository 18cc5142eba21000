package io.hearthwatch.pipeline;

import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameOutcome;
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
 */
public record PipelineParts(
    Source<Envelope, ?, ?> source,
    AdmissionRule admission,
    FrameAnalyzerFactory analyzers,
    Sink<FrameOutcome> ledger,
    Sink<AssessedBatch> results,
    Sink<AssessedBatch> events,
    Sink<FrameOutcome> deadLetters) {}
