package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A story plays in order of time, on every camera, and is the same each time. */
class FootageTest {
  private static final Instant START = Instant.parse("2026-03-02T14:00:00Z");
  private static final Story STORY = Story.named("day-and-night", START);

  @Test
  void playsInOrderOfTimeAcrossAllCamerasWithoutTwoFramesAtOnce() {
    Footage footage = new Footage(STORY, 1, Duration.ofSeconds(10));
    Instant last = Instant.MIN;
    Set<String> cameras = new HashSet<>();
    long frames = 0;
    for (RenderedFrame frame : footage) {
      assertThat(frame.capturedAt()).isAfter(last);
      last = frame.capturedAt();
      cameras.add(frame.cameraId());
      frames++;
    }
    assertThat(frames).isEqualTo(footage.size()).isEqualTo(630 / 10 * 4);
    assertThat(cameras).containsExactlyInAnyOrderElementsOf(Footage.cameraIds());
    assertThat(last).isBefore(STORY.end());
  }

  @Test
  void rendersTheSameBytesForTheSameSeedAndOthersForAnother() {
    Instant moment = START.plusSeconds(35);
    byte[] jpeg = new SimulatedCamera(Scene.FRONT_DOOR, STORY, 1).frame(moment).jpeg();
    SimulatedCamera again = new SimulatedCamera(Scene.FRONT_DOOR, STORY, 1);
    again.frame(START.plusSeconds(43_300));
    again.frame(START.plusSeconds(20));

    assertThat(again.frame(moment).jpeg()).as("whatever was rendered before").isEqualTo(jpeg);
    assertThat(again.frame(moment.plusMillis(1)).jpeg()).isNotEqualTo(jpeg);
    assertThat(new SimulatedCamera(Scene.FRONT_DOOR, STORY, 2).frame(moment).jpeg())
        .isNotEqualTo(jpeg);
    assertThat(new SimulatedCamera(Scene.GARDEN, STORY, 1).frame(moment).jpeg()).isNotEqualTo(jpeg);
  }

  @Test
  void anIterationEqualsAnotherFrameByFrame() {
    Footage footage = new Footage(STORY, 3, Duration.ofSeconds(30));
    Iterator<RenderedFrame> again = footage.iterator();
    for (RenderedFrame frame : footage) {
      RenderedFrame twin = again.next();
      assertThat(twin.cameraId()).isEqualTo(frame.cameraId());
      assertThat(twin.capturedAt()).isEqualTo(frame.capturedAt());
      assertThat(twin.truth()).isEqualTo(frame.truth());
      assertThat(Arrays.equals(twin.jpeg(), frame.jpeg())).isTrue();
    }
    assertThat(again.hasNext()).isFalse();
  }

  @Test
  void everyTruthBoxLiesInTheFrameAndNamesAPaletteColour() {
    Palette palette = Palette.load();
    for (String name : Story.names()) {
      for (RenderedFrame frame : new Footage(Story.named(name, START), 1, Duration.ofSeconds(9))) {
        assertThat(frame.truth())
            .allSatisfy(
                box -> {
                  assertThat(box.left()).isBetween(0f, box.right() - 0.001f);
                  assertThat(box.top()).isBetween(0f, box.bottom() - 0.001f);
                  assertThat(box.right()).isLessThanOrEqualTo(FrameRenderer.WIDTH);
                  assertThat(box.bottom()).isLessThanOrEqualTo(FrameRenderer.HEIGHT);
                  assertThat(box.visibleFraction()).isGreaterThan(0).isLessThanOrEqualTo(1);
                  assertThat(palette.names()).contains(box.object());
                  assertThat(box.object()).startsWith(box.label() + ".");
                });
      }
    }
  }

  @Test
  void refusesTimesWithoutAnActAndUnknownStories() {
    SimulatedCamera camera = new SimulatedCamera(Scene.STREET, STORY, 1);
    assertThatThrownBy(() -> camera.frame(START.plusSeconds(180)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("day-and-night")
        .hasMessageContaining("no act at 2026-03-02T14:03:00Z");
    assertThatThrownBy(() -> Story.named("opera", START))
        .hasMessageContaining("opera")
        .hasMessageContaining("night-visitors");
    assertThatThrownBy(() -> new Footage(STORY, 1, Duration.ofMillis(3)))
        .hasMessageContaining("too short");
  }

  @Test
  void actsBeginOnWindowBoundariesWhenTheStoryDoes() {
    for (Act act : STORY.acts()) {
      assertThat(act.offset().toSeconds() % 90).isZero();
    }
  }
}
