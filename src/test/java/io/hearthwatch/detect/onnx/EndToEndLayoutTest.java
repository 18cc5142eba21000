package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndToEndLayoutTest {
  private static final int LOW = 1000;

  private final EndToEndLayout layout;
  private final Letterbox letterbox;

  EndToEndLayoutTest() throws Exception {
    layout =
        new EndToEndLayout(
            new InputFormat(
                640, 640, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE),
            ModelClasses.of(List.of("person", "car"), List.of()));
    letterbox = Letterbox.fit(1280, 720, layout.input());
  }

  @Test
  void givesBoxesInPixelsOfTheFrame() throws Exception {
    assertThat(decode(10, 150, 20, 170, 0.87344f, 1))
        .containsExactly(new Detection(1, "car", 8734, 20, 20, 40, 60));
  }

  @Test
  void roundsTheConfidenceBeforeItCompares() throws Exception {
    assertThat(decode(10, 150, 20, 170, 0.09995f, 0)).hasSize(1);
    assertThat(decode(10, 150, 20, 170, 0.09994f, 0)).isEmpty();
    assertThat(DetectionBuilder.quantise(0.5)).isEqualTo(5000);
    assertThat(DetectionBuilder.quantise(0.00005)).isEqualTo(1);
    assertThat(DetectionBuilder.quantise(0.000049)).isZero();
    assertThat(DetectionBuilder.quantise(1.004)).isEqualTo(10_000);
  }

  @Test
  void dropsBoxesOutsideTheFrame() throws Exception {
    assertThat(decode(10, 0, 20, 100, 0.9f, 0)).isEmpty();
  }

  @Test
  void keepsOneOrderWhateverTheModelsOrder() throws Exception {
    List<float[]> rows = new ArrayList<>();
    for (float confidence : new float[] {0.9f, 0.5f}) {
      for (float classId : new float[] {0, 1}) {
        for (float edge : new float[] {10, 11}) {
          rows.add(new float[] {edge, 200, 50, 250, confidence, classId});
          rows.add(new float[] {edge, 201, 50, 250, confidence, classId});
          rows.add(new float[] {edge, 200, 51, 250, confidence, classId});
          rows.add(new float[] {edge, 200, 50, 251, confidence, classId});
        }
      }
    }
    List<Detection> expected = decode(flat(rows));
    assertThat(expected).hasSize(32).isSortedAccordingTo(DetectionBuilder.CANONICAL);
    assertThat(expected.get(0)).isEqualTo(new Detection(0, "person", 9000, 20, 120, 100, 220));
    assertThat(expected.get(31).classId()).isEqualTo(1);
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      Collections.shuffle(rows, random);
      assertThat(decode(flat(rows))).isEqualTo(expected);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> decode(10, 150, 20, 170, 0.9f, 2))
        .hasMessage("the model gives class 2, but has names for classes 0 to 1");
    assertThatThrownBy(() -> decode(10, 150, 20, 170, 0.9f, -1)).hasMessageContaining("class -1");
    assertThatThrownBy(() -> decode(10, 150, 20, 170, 87f, 0))
        .hasMessageContaining("confidence of 87.0");
  }

  private List<Detection> decode(float... output) throws ModelOutputException {
    return layout.decode(new float[][] {output}, letterbox, LOW);
  }

  private static float[] flat(List<float[]> rows) {
    float[] flat = new float[rows.size() * 6];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * 6, 6);
    }
    return flat;
  }
}
