package io.hearthwatch.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Reason;
import io.hearthwatch.metrics.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemedyTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasOne(Reason reason) {
    assertThat(Remedy.of(reason.code()).text()).isNotBlank();
  }

  /** Only what came past ingest and admission can end otherwise with the same bytes. */
  @Test
  void whatFailedAtDetectionCanBeSentAgain() {
    Fate.AT_DETECTION.stream()
        .filter(fate -> fate.reason() != null) // A shed frame is no dead letter.
        .forEach(
            fate -> assertThat(Remedy.of(fate.reason().code()).again()).as("%s", fate).isTrue());
    assertThat(Remedy.of("malformed_json").again()).isFalse();
    assertThat(Remedy.of("key_mismatch").again()).isFalse();
    assertThat(Remedy.of("clock_ahead").again()).isFalse();
  }

  @Test
  void aReasonOfALaterVersionIsLeftAlone() {
    assertThat(Remedy.of("bewitched").again()).isFalse();
  }
}
