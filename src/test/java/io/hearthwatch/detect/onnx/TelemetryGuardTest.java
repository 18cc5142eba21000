package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TelemetryGuardTest {
  private static final Map<String, String> UNSET = Map.of("CI", "true");
  private static final Map<String, String> DISABLED = Map.of(TelemetryGuard.VARIABLE, "1");

  @Test
  void acceptsTheLibraryOfThisBuildWithoutTheVariable() throws IOException {
    try (InputStream library = TelemetryGuard.openLibrary()) {
      assertThatCode(() -> TelemetryGuard.check(UNSET, library)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesALibraryThatKnowsTheCollectorWhereverItStands() {
    String address = "https://mobile.events.data.microsoft.com/OneCollector/1.0/";
    // All around the end of the pieces it reads, and elsewhere.
    int[] places =
        IntStream.concat(
                IntStream.rangeClosed(65_470, 65_540), IntStream.of(0, 1, 131_070, 1_000_000))
            .toArray();
    for (int before : places) {
      assertThatThrownBy(() -> TelemetryGuard.check(UNSET, library(before, address)))
          .as("after %d bytes", before)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ORT_DISABLE_TELEMETRY=1");
      assertThatThrownBy(() -> TelemetryGuard.check(UNSET, library(before, "OneCollector")))
          .isInstanceOf(IllegalStateException.class);
      assertThatCode(() -> TelemetryGuard.check(UNSET, library(before, "OneCollec")))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void acceptsAnyLibraryWhenTheVariableIsSet() {
    assertThatCode(() -> TelemetryGuard.check(DISABLED, library(10, "OneCollector")))
        .doesNotThrowAnyException();
    assertThatCode(() -> TelemetryGuard.check(DISABLED, null)).doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                TelemetryGuard.check(
                    Map.of(TelemetryGuard.VARIABLE, "0"), library(10, "OneCollector")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatItCannotCheck() {
    assertThatThrownBy(() -> TelemetryGuard.check(UNSET, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was not found");
  }

  private static InputStream library(int before, String text) {
    byte[] bytes = new byte[before + 100_000];
    byte[] marker = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(marker, 0, bytes, before, marker.length);
    return new ByteArrayInputStream(bytes);
  }
}
