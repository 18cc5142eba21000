package io.hearthwatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.Test;

class WriterOnlySinkTest {
  /** As a writer to a database that has gone. */
  private static final class Gone implements SinkWriter<String> {
    private final boolean interrupted;

    Gone(boolean interrupted) {
      this.interrupted = interrupted;
    }

    @Override
    public void write(String element, Context context) throws IOException {
      throw new IOException("write");
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw new IOException("flush");
    }

    @Override
    public void close() throws Exception {
      if (interrupted) {
        throw new InterruptedException();
      }
      throw new IllegalStateException("close");
    }
  }

  private record GoneSink(boolean interrupted) implements Sink<String> {
    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
      return new Gone(interrupted);
    }
  }

  private static SinkWriter<String> writer(boolean interrupted) throws IOException {
    return new WriterOnlySink<>(new GoneSink(interrupted)).createWriter(null);
  }

  @Test
  void aTaskThatFailsIsNotFailedAgainByItsWritersEnd() throws Exception {
    assertThatCode(writer(false)::close).doesNotThrowAnyException();
  }

  @Test
  void anInterruptionIsKept() throws Exception {
    assertThatCode(writer(true)::close).doesNotThrowAnyException();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsNotWrittenFailsTheTask() throws Exception {
    assertThatThrownBy(() -> writer(false).write("row", null)).hasMessage("write");
    assertThatThrownBy(() -> writer(false).flush(false)).hasMessage("flush");
  }
}
