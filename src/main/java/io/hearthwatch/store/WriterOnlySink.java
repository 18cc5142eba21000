package io.hearthwatch.store;

import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An at-least-once sink reduced to its writer. The connectors' sinks bring a committer that has
 * nothing to commit at this guarantee, keeps a state of nothing, and logs a warning with every
 * checkpoint. The writer flushes before each checkpoint, which is all that at-least-once needs.
 *
 * <p>A writer that fails while it is closed does not fail its task: what it held was flushed before
 * the last checkpoint, or comes again after a restore. Flink would take the failure of a task that
 * is failing already for its own, and end the whole task manager: a database that is away would
 * take all of them down, one after the other.
 *
 * @param sink gives the writers
 * @param <T> what is written
 */
record WriterOnlySink<T>(Sink<T> sink) implements Sink<T> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(WriterOnlySink.class);

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new ClosedCalmly<>(sink.createWriter(context));
  }

  /** A writer whose end is never a failure. */
  private record ClosedCalmly<T>(SinkWriter<T> writer) implements SinkWriter<T> {

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
      writer.writeWatermark(watermark);
    }

    @Override
    public void close() {
      try {
        writer.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("a writer did not end in peace; what it held comes again after the restore", e);
      }
    }
  }
}
