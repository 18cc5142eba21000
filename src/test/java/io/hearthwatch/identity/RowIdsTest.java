package io.hearthwatch.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.util.UuidUtil;
import com.github.f4b6a3.uuid.util.UuidValidator;
import io.hearthwatch.domain.RowId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowIdsTest {
  private static final long MICROS = 1_795_161_601_250_123L;
  private final RowIds ids = new RowIds("main");

  @Test
  void everyIdIsAValidVersion7WithItsEventTime() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      long micros = random.nextLong(4_000_000_000_000_000L);
      UUID id = RowIds.frame("camera-" + i, micros, "file:///f/" + i).toUuid();
      assertThat(UuidValidator.isValid(id, 7)).isTrue();
      assertThat(UuidUtil.getInstant(id)).isEqualTo(Instant.ofEpochMilli(micros / 1000));
    }
  }

  @Test
  void the74BitsAreTheFirstOfTheHashOverLengthPrefixedFields() throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (String field :
        new String[] {"frame", "1", "front-door", Long.toString(MICROS), "file:///frames/1.jpg"}) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      sha.update(bytes);
    }
    String hash = bits(sha.digest());
    RowId id = RowIds.frame("front-door", MICROS, "file:///frames/1.jpg");
    String bits =
        bits(
            ByteBuffer.allocate(16)
                .putLong(id.mostSignificant())
                .putLong(id.leastSignificant())
                .array());
    assertThat(bits.substring(52, 64) + bits.substring(66)).isEqualTo(hash.substring(0, 74));
  }

  private static String bits(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      out.append(String.format("%8s", Integer.toBinaryString(b & 0xff)).replace(' ', '0'));
    }
    return out.toString();
  }

  @Test
  void anythingThatDiffersGivesAnotherId() {
    Set<RowId> seen = new HashSet<>();
    assertThat(seen.add(RowIds.frame("a", MICROS, "file:///x"))).isTrue();
    assertThat(seen.add(RowIds.frame("a", MICROS + 1, "file:///x"))).isTrue();
    assertThat(seen.add(RowIds.frame("b", MICROS, "file:///x"))).isTrue();
    assertThat(seen.add(RowIds.frame("a", MICROS, "file:///y"))).isTrue();
    RowId frame = RowIds.frame("a", MICROS, "file:///x");
    assertThat(seen.add(ids.detection(frame, MICROS, 0))).isTrue();
    assertThat(seen.add(ids.detection(frame, MICROS, 1))).isTrue();
    assertThat(seen.add(new RowIds("other").detection(frame, MICROS, 0))).isTrue();
    assertThat(seen.add(ids.batch("a", 90_000, 90_000))).isTrue();
    assertThat(seen.add(ids.event("a", 90_000, 90_000))).isTrue();
    assertThat(seen.add(ids.batch("a", 90_000, 60_000))).isTrue();
    assertThat(seen.add(new RowIds("other").batch("a", 90_000, 90_000))).isTrue();
  }

  @Test
  void fieldsCannotRunIntoEachOther() {
    assertThat(RowIds.frame("a1", 1_000_000L, "file:///x"))
        .isNotEqualTo(RowIds.frame("a", 11_000_000L, "file:///x"));
  }

  @Test
  void theIdsOfToday() {
    // Rows in people's tables carry these; a change here would give everything a second key.
    assertThat(RowIds.frame("front-door", MICROS, "file:///frames/1.jpg").toString())
        .isEqualTo("01a1f7f8-34e2-7a37-9bd0-10874d72645c");
    assertThat(ids.batch("front-door", 1_795_161_600_000L, 90_000).toString())
        .isEqualTo("01a1f7f8-3000-73b5-84ce-8e9a112ae95c");
  }

  @Test
  void orderIsThatOfTime() {
    assertThat(ids.event("a", 90_000, 90_000)).isLessThan(ids.event("a", 180_000, 90_000));
  }

  @Test
  void timesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> RowIds.frame("a", -1, "file:///x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frame time -1 ms");
  }
}
