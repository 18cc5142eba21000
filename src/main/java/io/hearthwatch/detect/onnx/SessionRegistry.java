package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.ModelOptions;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this process: one per model, provider and options, shared by everybody who leases
 * it and closed when the last lease is. Thread-safe.
 *
 * <p>A shared session costs half the memory of one per subtask and is as fast. The process-wide
 * registry belongs to the class loader of this class: jobs that each bring their own copy of it
 * share nothing.
 */
public final class SessionRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRegistry.class);
  private static final SessionRegistry SHARED =
      new SessionRegistry(Runtime.getRuntime().availableProcessors());

  private final int processors;
  private final Map<SessionKey, SharedSession> sessions = new HashMap<>();
  private int leases;

  /**
   * A registry of its own.
   *
   * @param processors processors that all its sessions together may keep busy
   */
  SessionRegistry(int processors) {
    this.processors = processors;
  }

  /** The registry of this process. */
  public static SessionRegistry shared() {
    return SHARED;
  }

  /**
   * Leases the session of a model, which is created when nobody holds it yet.
   *
   * @param intraOpThreads threads for one frame, at least 1
   * @throws OrtException when ONNX Runtime cannot load the model
   * @throws UnavailableProviderException when there is no such provider in this process
   * @throws IllegalArgumentException when the threads would exceed the processors
   */
  public synchronized SessionLease acquire(
      ModelFile model, ExecutionProvider provider, int intraOpThreads)
      throws OrtException, UnavailableProviderException {
    checkThreads(intraOpThreads);
    SessionKey key = new SessionKey(model.sha256(), provider, intraOpThreads);
    SharedSession shared = sessions.get(key);
    if (shared == null) {
      shared = SharedSession.open(model, provider, intraOpThreads);
      sessions.put(key, shared);
      LOG.info("Opened a session of {} (sha256 {}) on {}", model.path(), model.sha256(), provider);
      ModelWarnings.of(model).forEach(warning -> LOG.warn("{}: {}", model.path(), warning));
    }
    shared.leases++;
    leases++;
    return new SessionLease(shared.environment, shared.session, provider, () -> release(key));
  }

  /**
   * Leases the session of a model on the provider that is wanted, or on the processor where that is
   * allowed and the other is not to be had.
   *
   * @return a lease that tells what the session runs on
   * @throws OrtException when ONNX Runtime cannot load the model
   * @throws UnavailableProviderException when there is no such provider and no fallback
   * @throws IllegalArgumentException when the threads would exceed the processors
   */
  SessionLease acquire(ModelFile model, ModelOptions options, int intraOpThreads)
      throws OrtException, UnavailableProviderException {
    try {
      return acquire(model, options.provider(), intraOpThreads);
    } catch (UnavailableProviderException e) {
      if (!options.cpuFallback()) {
        throw e;
      }
      LOG.warn(
          "This subtask's model runs on the CPU, and its rows say {} (detect.provider-fallback): {}",
          options.providerInLineage(),
          e.getMessage());
      return acquire(model, ExecutionProvider.CPU, intraOpThreads);
    }
  }

  private void checkThreads(int intraOpThreads) {
    if (intraOpThreads < 1) {
      throw new IllegalArgumentException(
          "detect.intra-op-threads is " + intraOpThreads + ": at least 1");
    }
    int subtasks = leases + 1;
    long threads = (long) intraOpThreads * subtasks;
    if (threads <= processors) {
      return;
    }
    if (intraOpThreads > 1) {
      throw new IllegalArgumentException(
          ("detect.intra-op-threads %d for %d detecting subtasks in this process is %d threads,"
                  + " but there are %d processors: lower detect.intra-op-threads (1 is best)"
                  + " or detect.parallelism")
              .formatted(intraOpThreads, subtasks, threads, processors));
    }
    LOG.warn(
        "{} detecting subtasks share {} processors in this process: detect.parallelism is higher"
            + " than they can use",
        subtasks,
        processors);
  }

  private synchronized void release(SessionKey key) {
    SharedSession shared = sessions.get(key);
    leases--;
    shared.leases--;
    if (shared.leases == 0) {
      sessions.remove(key);
      shared.close();
    }
  }

  /** Sessions that are open now. */
  public synchronized int openSessions() {
    return sessions.size();
  }

  /** Leases that are open now, over all sessions. */
  public synchronized int openLeases() {
    return leases;
  }

  /** A session with the options it was made from, which must outlive it. */
  private static final class SharedSession {
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;
    private int leases;

    private SharedSession(
        OrtEnvironment environment, OrtSession.SessionOptions options, OrtSession session) {
      this.environment = environment;
      this.options = options;
      this.session = session;
    }

    static SharedSession open(ModelFile model, ExecutionProvider provider, int intraOpThreads)
        throws OrtException, UnavailableProviderException {
      TelemetryGuard.requireSilence();
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      boolean opened = false;
      try {
        options.setIntraOpNumThreads(intraOpThreads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setCPUArenaAllocator(true);
        options.setMemoryPatternOptimization(true);
        Providers.addTo(options, provider);
        OrtSession session = createSession(environment, model, options, provider);
        opened = true;
        return new SharedSession(environment, options, session);
      } finally {
        if (!opened) {
          options.close();
        }
      }
    }

    private static OrtSession createSession(
        OrtEnvironment environment,
        ModelFile model,
        OrtSession.SessionOptions options,
        ExecutionProvider provider)
        throws OrtException, UnavailableProviderException {
      try {
        return environment.createSession(model.bytes(), options);
      } catch (OrtException e) {
        if (provider == ExecutionProvider.CPU) {
          throw e;
        }
        // Only here is the device opened. A broken model fails on the CPU too, and says so there.
        throw Providers.unusable(e);
      }
    }

    void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("a session could not be closed", e);
      } finally {
        options.close();
      }
    }
  }
}
