package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.detect.ExecutionProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/** One holder's share of a session. The session lives at least as long as this is open. */
public final class SessionLease implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ExecutionProvider provider;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  SessionLease(
      OrtEnvironment environment,
      OrtSession session,
      ExecutionProvider provider,
      Runnable release) {
    this.environment = environment;
    this.session = session;
    this.provider = provider;
    this.release = release;
  }

  OrtEnvironment environment() {
    return environment;
  }

  /** The shared session; it may be run by several threads at once and must not be closed. */
  OrtSession session() {
    return session;
  }

  /** What the session really runs on. */
  public ExecutionProvider provider() {
    return provider;
  }

  /** Gives the share back. Closing twice is harmless. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
