package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random scenes show everything there is, are labelled truly, and can be had again. */
class RandomScenesTest {

  @Test
  void aPictureDependsOnItsSeedAndNumberOnly() {
    List<RenderedFrame> few = pictures(11, 3);
    List<RenderedFrame> more = pictures(11, 5);
    List<RenderedFrame> others = pictures(12, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(more.get(i).jpeg()).isEqualTo(few.get(i).jpeg());
      assertThat(more.get(i).truth()).isEqualTo(few.get(i).truth());
      assertThat(others.get(i).jpeg()).isNotEqualTo(few.get(i).jpeg());
    }
  }

  @Test
  void everyObjectLiesInTheFrameAndShows() {
    List<RenderedFrame> pictures = pictures(13, 60);
    for (RenderedFrame picture : pictures) {
      assertThat(picture.truth())
          .allSatisfy(
              box -> {
                assertThat(box.left()).isBetween(0f, box.right() - 2);
                assertThat(box.top()).isBetween(0f, box.bottom() - 2);
                assertThat(box.right()).isLessThanOrEqualTo(FrameRenderer.WIDTH);
                assertThat(box.bottom()).isLessThanOrEqualTo(FrameRenderer.HEIGHT);
                assertThat(box.visibleFraction()).isBetween(0.3f, 1f);
              });
    }
    Map<String, Long> labels =
        pictures.stream()
            .flatMap(picture -> picture.truth().stream())
            .collect(Collectors.groupingBy(TruthBox::label, Collectors.counting()));
    assertThat(labels).containsOnlyKeys(SceneFolder.CLASSES);
    assertThat(labels.values()).allMatch(count -> count > 10);
    assertThat(pictures).anyMatch(picture -> picture.truth().isEmpty());
    assertThat(pictures.stream().map(RenderedFrame::cameraId)).containsAll(Footage.cameraIds());
  }

  @Test
  void refusesANegativeCount() {
    assertThatThrownBy(() -> new RandomScenes(1, -1)).hasMessage("cannot render -1 pictures");
  }

  private static List<RenderedFrame> pictures(long seed, int count) {
    List<RenderedFrame> pictures = new ArrayList<>();
    new RandomScenes(seed, count).forEach(pictures::add);
    return pictures;
  }
}
