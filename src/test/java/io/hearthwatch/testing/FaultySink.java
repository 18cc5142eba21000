package io.hearthwatch.testing;

import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that fails where {@link Faults} says: at {@code <name>.write} before a record is taken,
 * and at {@code <name>.flush} after everything was written out, when the rows stand but the
 * checkpoint is lost.
 *
 * @param <T> records
 */
public record FaultySink<T>(String name, Sink<T> sink) implements Sink<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    SinkWriter<T> writer = sink.createWriter(context);
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context recordContext) throws IOException, InterruptedException {
        Faults.point(name + ".write");
        writer.write(element, recordContext);
      }

      @Override
      public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
        Faults.point(name + ".flush");
      }

      @Override
      public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
      }

      @Override
      public void close() throws Exception {
        writer.close();
      }
    };
  }
}
