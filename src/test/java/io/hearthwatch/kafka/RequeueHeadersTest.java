package io.hearthwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequeueHeadersTest {
  private static final RecordCoordinates HERE = new RecordCoordinates("frames", 2, 100);

  @Test
  void whatIsWrittenIsRead() {
    Requeue requeue = new Requeue(new RecordCoordinates("frames", 2, 99), "0190-abc");
    Headers headers = new RecordHeaders(RequeueHeaders.of(requeue));
    assertThat(RequeueHeaders.read(headers, HERE)).isEqualTo(requeue);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frames",
        "frames/2",
        "frames/2/100",
        "frames/2/101",
        "frames/2/-1",
        "other/2/1",
        "frames/2/1/1",
        "frames/x/1",
        "frames/2/99999999999999999999",
        "frames/9999999999/1",
        "fra\u0000mes/2/1"
      })
  void whatCannotBeIsNoRequeue(String of) {
    assertThat(RequeueHeaders.read(headers(of, "id"), HERE)).isNull();
  }

  @Test
  void anIdOfAnyOtherFormIsNone() {
    assertThat(RequeueHeaders.read(headers("frames/2/1", "id"), HERE)).isNotNull();
    assertThat(RequeueHeaders.read(headers("frames/2/1", ""), HERE)).isNull();
    assertThat(RequeueHeaders.read(headers("frames/2/1", "a b"), HERE)).isNull();
    assertThat(RequeueHeaders.read(headers("frames/2/1", "a".repeat(65)), HERE)).isNull();
    assertThat(RequeueHeaders.read(headers("frames/2/1", "\u00e9"), HERE)).isNull();
  }

  @Test
  void bothHeadersAreNeeded() {
    assertThat(RequeueHeaders.read(new RecordHeaders(), HERE)).isNull();
    Headers one = new RecordHeaders().add(RequeueHeaders.OF, bytes("frames/2/1"));
    assertThat(RequeueHeaders.read(one, HERE)).isNull();
    assertThat(RequeueHeaders.read(one.add(RequeueHeaders.ID, null), HERE)).isNull();
  }

  private static Headers headers(String of, String id) {
    return new RecordHeaders().add(RequeueHeaders.OF, bytes(of)).add(RequeueHeaders.ID, bytes(id));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
