package io.hearthwatch.admit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CameraLagTest {
  private static final long NOW = 1_795_161_600_000L;
  private static final long HOUR = 3_600_000;

  private final CameraLag lag = new CameraLag();

  @Test
  void theCameraFurthestBehindCounts() {
    assertThat(lag.mostMillis(NOW)).isZero();
    lag.note("near", (NOW - 2_000) * 1000, NOW);
    lag.note("far", (NOW - 90_000) * 1000, NOW);

    assertThat(lag.mostMillis(NOW)).isEqualTo(90_000);
    assertThat(lag.mostMillis(NOW + 500)).isEqualTo(90_500);
    lag.note("far", NOW * 1000, NOW);
    assertThat(lag.mostMillis(NOW)).isEqualTo(2_000);
  }

  @Test
  void aCameraThatIsGoneIsForgotten() {
    lag.note("gone", NOW * 1000, NOW);
    lag.note("there", (NOW + HOUR) * 1000, NOW + HOUR);

    assertThat(lag.cameras(NOW + HOUR)).isEqualTo(2);
    assertThat(lag.cameras(NOW + HOUR + 1)).isEqualTo(1);
    assertThat(lag.mostMillis(NOW + HOUR + 1)).isEqualTo(1);
  }

  @Test
  void takesNoMoreRoomThanItMay() {
    for (int i = 0; i < 10_500; i++) {
      lag.note("camera-" + i, NOW * 1000, NOW);
    }
    lag.note("camera-0", (NOW - 5) * 1000, NOW);

    assertThat(lag.cameras(NOW)).isEqualTo(10_000);
    assertThat(lag.mostMillis(NOW)).isEqualTo(5);
  }
}
