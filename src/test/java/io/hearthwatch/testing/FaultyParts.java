package io.hearthwatch.testing;

import io.hearthwatch.admit.Admission;
import io.hearthwatch.admit.AdmissionRule;
import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.admit.CameraClock;
import io.hearthwatch.admit.SeenFrames;
import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.pipeline.PipelineParts;
import java.util.Optional;

/**
 * The parts of a job with a place to fail ({@link Faults}) in admit, in detect and in each sink.
 */
public final class FaultyParts {
  private FaultyParts() {}

  /** The same parts, failing where a test arms a place. */
  public static PipelineParts of(PipelineParts parts, AdmissionSettings admission) {
    return new PipelineParts(
        parts.source(),
        new FaultyAdmission(admission),
        analyzers(parts.analyzers()),
        new FaultySink<>("ledger", parts.ledger()),
        new FaultySink<>("results", parts.results()),
        new FaultySink<>("events", parts.events()),
        new FaultySink<>("dead-letters", parts.deadLetters()),
        parts.knownGaps());
  }

  private static FrameAnalyzerFactory analyzers(FrameAnalyzerFactory analyzers) {
    return () -> new FaultyAnalyzer(analyzers.open());
  }

  private static final class FaultyAdmission extends AdmissionRule {
    private static final long serialVersionUID = 1L;

    FaultyAdmission(AdmissionSettings settings) {
      super(settings);
    }

    @Override
    public Admission decide(Envelope envelope, CameraClock clock, SeenFrames seen)
        throws Exception {
      Admission admission = super.decide(envelope, clock, seen);
      Faults.point("admit");
      return admission;
    }
  }

  private record FaultyAnalyzer(FrameAnalyzer analyzer) implements FrameAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      Faults.point("detect");
      return analyzer.analyse(picture, size);
    }

    @Override
    public Optional<CacheCounters> cacheCounters() {
      return analyzer.cacheCounters();
    }

    @Override
    public void close() {
      analyzer.close();
    }
  }
}
