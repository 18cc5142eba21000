package io.hearthwatch.store;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * An at-least-once sink reduced to its writer. The connectors' sinks bring a committer that has
 * nothing to commit at this guarantee, keeps a state of nothing, and logs a warning with every
 * checkpoint. The writer flushes before each checkpoint, which is all that at-least-once needs.
 *
 * @param sink gives the writers
 * @param <T> what is written
 */
record WriterOnlySink<T>(Sink<T> sink) implements Sink<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return sink.createWriter(context);
  }
}
